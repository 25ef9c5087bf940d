namespace Governance.Catalog;

/// <summary>A sample in the results of a search.</summary>
public sealed record FoundSample(Guid Id, string Key, Guid DatasetId, string DatasetName);
