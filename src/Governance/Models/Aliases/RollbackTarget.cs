namespace Governance.Models;

/// <summary>A version that an alias has pointed to.</summary>
/// <param name="Fault">Why it does not load; null = it loads.</param>
/// <param name="Clean">It loads, and its withdrawn share is within the policy.</param>
public sealed record RollbackTarget(Guid VersionId, int Number, ModelCover Cover, string? Fault, bool Clean);
