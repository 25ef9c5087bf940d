namespace Governance.Catalog;

/// <summary>A version with the names around it.</summary>
public sealed record VersionRow(
    DatasetVersion Version,
    string DatasetName,
    string DatasetSlug,
    bool Synthetic,
    string Purpose,
    int Exports
);
