namespace Governance.Models;

/// <summary>The versions that an alias can roll back to.</summary>
/// <param name="StandsAt">Number of the version that the alias points to.</param>
/// <param name="Targets">The versions that it has pointed to before, newest first.</param>
/// <param name="Offered">Number of the newest clean version that the alias has pointed to; null = there is none.</param>
public sealed record RollbackOffer(
    string Model,
    string Alias,
    int StandsAt,
    IReadOnlyList<RollbackTarget> Targets,
    int? Offered
);
