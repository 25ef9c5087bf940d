namespace Governance.Catalog;

/// <summary>Places of a sealed version in each part of its evaluation split; erased samples keep their place.</summary>
public sealed record SplitCounts(int Train, int Validation, int Test);
