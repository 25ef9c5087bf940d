namespace Governance.Ethics;

/// <summary>The content of a review to create or change.</summary>
/// <param name="Alias">The alias to promote the version to, 1 to 40 characters in kebab case.</param>
/// <param name="LaySummary">What the model does, for readers who are not specialists; may be empty in a draft.</param>
/// <param name="Risks">Risks with their measures; may be empty in a draft.</param>
public sealed record NewReview(
    Guid ModelVersionId,
    string Alias,
    string Title,
    string LaySummary,
    IReadOnlyList<Risk> Risks
);
