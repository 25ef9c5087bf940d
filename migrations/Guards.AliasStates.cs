using Microsoft.EntityFrameworkCore.Migrations;

namespace Governance.Migrations;

internal static partial class Guards
{
    /// <summary>Changes of an alias's state and acknowledgements of lost consent are only added.</summary>
    public static void CreateForAliasStates(MigrationBuilder migration) => migration.Sql("""
        CREATE TRIGGER alias_state_changes_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON alias_state_changes
            FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

        CREATE TRIGGER consent_acknowledgements_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_acknowledgements
            FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
        """);
}
