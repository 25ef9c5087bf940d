namespace Governance.Catalog;

/// <summary>A version with the names of its dataset and purpose.</summary>
/// <param name="Synthetic">The dataset is synthetic.</param>
/// <param name="Purpose">Code of the purpose.</param>
/// <param name="Exports">Number of exports in every state.</param>
public sealed record VersionRow(
    DatasetVersion Version,
    string DatasetName,
    string DatasetSlug,
    bool Synthetic,
    string Purpose,
    int Exports
);
