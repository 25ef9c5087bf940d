namespace Governance.Catalog;

/// <summary>What a search met; at most <see cref="Most"/> of each.</summary>
public sealed record Found(IReadOnlyList<DatasetRow> Datasets, IReadOnlyList<FoundSample> Samples)
{
    public const int Most = 50;
}
