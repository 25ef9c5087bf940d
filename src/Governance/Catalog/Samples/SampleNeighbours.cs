namespace Governance.Catalog;

public sealed record SampleNeighbours(Guid? Previous, Guid? Next);
