using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>Permissions of imports.</summary>
public static class IngestionPolicies
{
    /// <summary>Start imports, upload archives and list the folders of the server.</summary>
    public const string Import = "ingestion.import";

    internal static readonly Permission[] All = [new(Import, "import recordings", Roles.Steward)];
}
