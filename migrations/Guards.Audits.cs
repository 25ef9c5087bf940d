using Microsoft.EntityFrameworkCore.Migrations;

namespace Governance.Migrations;

internal static partial class Guards
{
    /// <summary>An audit that has ended never changes, so that its digest always matches its report.</summary>
    public static void CreateForAudits(MigrationBuilder migration) => migration.Sql("""
        CREATE FUNCTION keep_ended_audit() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF OLD.state <> 'Running' THEN
                RAISE EXCEPTION 'an audit that has ended never changes' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END $$;

        CREATE TRIGGER audit_runs_ended BEFORE UPDATE OR DELETE ON audit_runs
            FOR EACH ROW EXECUTE FUNCTION keep_ended_audit();
        """);

    public static void DropForAudits(MigrationBuilder migration) => migration.Sql("""
        DROP TRIGGER IF EXISTS audit_runs_ended ON audit_runs;
        DROP FUNCTION IF EXISTS keep_ended_audit();
        """);
}
