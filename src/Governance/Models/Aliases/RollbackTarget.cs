namespace Governance.Models;

/// <summary>A version that an alias could roll back to.</summary>
/// <param name="Fault">Why it does not load; null = it does.</param>
/// <param name="Clean">Loads, and its withdrawn share is within the policy.</param>
public sealed record RollbackTarget(Guid VersionId, int Number, ModelCover Cover, string? Fault, bool Clean);
