namespace Governance.Catalog;

/// <summary>A version with the names of its dataset and purpose.</summary>
/// <param name="Synthetic">The dataset is synthetic.</param>
/// <param name="Purpose">Code of the purpose.</param>
/// <param name="Exports">Number of exports in every state.</param>
/// <param name="Supersedes">The withdrawn version that it replaces; null = none.</param>
/// <param name="Successor">The version that replaces it; null = none.</param>
/// <param name="Training">Places in the training part of the declared evaluation split.</param>
/// <param name="Validation">Places in its validation part.</param>
/// <param name="Test">Places in its test part.</param>
public sealed record VersionRow(
    DatasetVersion Version,
    string DatasetName,
    string DatasetSlug,
    bool Synthetic,
    string Purpose,
    int Exports,
    VersionLink? Supersedes,
    VersionLink? Successor,
    int Training,
    int Validation,
    int Test
)
{
    /// <summary>Places in each part of the declared evaluation split; null for a draft, and without a declared split.</summary>
    public SplitCounts? Parts => Version.SplitDigest is null ? null : new(Training, Validation, Test);
}
