namespace Governance.Models;

/// <param name="Offered">The newest clean version that the alias has held; null = there is none.</param>
public sealed record RollbackOffer(
    string Model,
    string Alias,
    int StandsAt,
    IReadOnlyList<RollbackTarget> Targets,
    int? Offered
);
