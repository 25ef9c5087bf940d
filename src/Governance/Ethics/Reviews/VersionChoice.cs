namespace Governance.Ethics;

/// <summary>A trained version that a review can be about.</summary>
public sealed record VersionChoice(Guid Id, string Model, string ModelTitle, int Number);
