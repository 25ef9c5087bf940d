namespace Governance.Catalog;

public sealed record HeldDataset(Guid DatasetId, string Name, int Samples);
