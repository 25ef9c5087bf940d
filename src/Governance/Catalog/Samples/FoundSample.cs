namespace Governance.Catalog;

public sealed record FoundSample(Guid Id, string Key, Guid DatasetId, string DatasetName);
