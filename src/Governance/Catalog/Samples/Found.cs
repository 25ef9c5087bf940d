namespace Governance.Catalog;

/// <summary>Results of a search, at most <see cref="Most"/> of each kind.</summary>
public sealed record Found(IReadOnlyList<DatasetRow> Datasets, IReadOnlyList<FoundSample> Samples)
{
    /// <summary>The largest number of datasets and of samples in a result.</summary>
    public const int Most = 50;
}
