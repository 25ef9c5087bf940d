using Governance.Platform;

namespace Governance.Catalog;

/// <summary>Permissions of the catalog, which are also the names of the authorization policies.</summary>
public static class CatalogPolicies
{
    /// <summary>See datasets, recordings, samples, versions and the list of exports.</summary>
    public const string Read = "catalog.read";

    /// <summary>Create datasets.</summary>
    public const string Manage = "catalog.manage";

    /// <summary>Prepare and download exports of sealed versions.</summary>
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
        new(Manage, "create datasets", Roles.Steward),
        new(Export, "export a sealed version to a recipient", Roles.Steward, Roles.Compliance),
    ];
}
