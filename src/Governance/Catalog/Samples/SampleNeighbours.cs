namespace Governance.Catalog;

/// <summary>The samples before and after a sample.</summary>
/// <param name="Previous">Null for the first sample of the dataset.</param>
/// <param name="Next">Null for the last sample of the dataset.</param>
public sealed record SampleNeighbours(Guid? Previous, Guid? Next);
