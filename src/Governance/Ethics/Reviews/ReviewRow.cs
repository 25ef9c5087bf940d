namespace Governance.Ethics;

/// <summary>A review in a list.</summary>
/// <param name="Model">Name of the model, as in addresses.</param>
/// <param name="Alias">The alias to promote the version to.</param>
/// <param name="DecidedAt">When the vote was closed, or the review withdrawn.</param>
/// <param name="ExpiresAt">End of the approval, exclusive; null without one.</param>
/// <param name="Conditions">Number of conditions.</param>
public sealed record ReviewRow(
    Guid Id,
    int Number,
    string Title,
    ReviewState State,
    Guid ModelVersionId,
    string Model,
    string ModelTitle,
    int ModelVersionNumber,
    string Alias,
    Guid SubmittedById,
    string SubmittedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset? DecidedAt,
    DateTimeOffset? ExpiresAt,
    int Conditions
);
