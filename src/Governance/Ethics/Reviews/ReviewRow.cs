namespace Governance.Ethics;

/// <summary>A review in a list.</summary>
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
