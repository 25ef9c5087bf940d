using Microsoft.EntityFrameworkCore.Migrations;

namespace Governance.Migrations;

internal static partial class Guards
{
    /// <summary>The certificate of a withdrawal never changes.</summary>
    public static void CreateForCertificates(MigrationBuilder migration) => migration.Sql("""
        CREATE TRIGGER withdrawal_certificates_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON withdrawal_certificates
            FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
        """);

    public static void DropForCertificates(MigrationBuilder migration) => migration.Sql("""
        DROP TRIGGER IF EXISTS withdrawal_certificates_only_added ON withdrawal_certificates;
        """);
}
