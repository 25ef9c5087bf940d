namespace Governance.Catalog;

/// <summary>Another version that a version refers to, as its predecessor or successor.</summary>
/// <param name="Number">1, 2, 3 … within the dataset.</param>
public sealed record VersionLink(Guid Id, int Number, string Name, VersionState State);
