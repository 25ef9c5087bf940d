using Governance.Platform;

namespace Governance.Ingestion;

public static class IngestionPolicies
{
    public const string Import = "ingestion.import";

    internal static readonly Permission[] All = [new(Import, "bring recordings in", Roles.Steward)];
}
