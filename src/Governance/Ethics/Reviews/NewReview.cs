namespace Governance.Ethics;

/// <param name="Alias">The alias that the version should stand under.</param>
/// <param name="Risks">Each with what answers it.</param>
public sealed record NewReview(
    Guid ModelVersionId,
    string Alias,
    string Title,
    string LaySummary,
    IReadOnlyList<Risk> Risks
);
