namespace Governance.Catalog;

/// <summary>A version with the names of its dataset and purpose.</summary>
/// <param name="Synthetic">The dataset is synthetic.</param>
/// <param name="Purpose">Code of the purpose.</param>
/// <param name="Exports">Number of exports in every state.</param>
/// <param name="Supersedes">The withdrawn version that it replaces; null = none.</param>
/// <param name="Successor">The version that replaces it; null = none.</param>
public sealed record VersionRow(
    DatasetVersion Version,
    string DatasetName,
    string DatasetSlug,
    bool Synthetic,
    string Purpose,
    int Exports,
    VersionLink? Supersedes,
    VersionLink? Successor
);
