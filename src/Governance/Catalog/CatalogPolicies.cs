using Governance.Platform;

namespace Governance.Catalog;

public static class CatalogPolicies
{
    public const string Read = "catalog.read";
    public const string Manage = "catalog.manage";
    public const string Export = "catalog.export";

    internal static readonly Permission[] All =
    [
        new(
            Read,
            "see datasets, samples and versions",
            Roles.Administrator,
            Roles.Steward,
            Roles.Compliance,
            Roles.Ethics,
            Roles.Auditor
        ),
        new(Manage, "make and describe datasets", Roles.Steward),
        new(Export, "hand a sealed version to a recipient", Roles.Steward, Roles.Compliance),
    ];
}
