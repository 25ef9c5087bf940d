using Microsoft.EntityFrameworkCore.Migrations;

namespace Governance.Migrations;

internal static partial class Guards
{
    /// <summary>A registered encoder never changes, so that its vectors stay comparable; it can only be retired.</summary>
    public static void CreateForEncoders(MigrationBuilder migration) => migration.Sql("""
        CREATE FUNCTION keep_encoder() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' OR NEW.state = 'Active' AND OLD.state = 'Retired'
                OR (to_jsonb(NEW) - ARRAY['state', 'retired_at', 'retired_by']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['state', 'retired_at', 'retired_by']) THEN
                RAISE EXCEPTION 'a registered encoder never changes, it is only retired' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END $$;

        CREATE TRIGGER encoders_never_change BEFORE UPDATE OR DELETE ON encoders
            FOR EACH ROW EXECUTE FUNCTION keep_encoder();
        """);

    public static void DropForEncoders(MigrationBuilder migration) => migration.Sql("""
        DROP TRIGGER IF EXISTS encoders_never_change ON encoders;
        DROP FUNCTION IF EXISTS keep_encoder();
        """);
}
