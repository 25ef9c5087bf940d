namespace Governance.Access;

/// <summary>A token as pages and the API show it, without its secret.</summary>
/// <param name="Hint">The last four characters of the secret.</param>
/// <param name="Scopes">Permission names, or “*”.</param>
/// <param name="LastUsedAt">Accurate to one minute; null = never used.</param>
public sealed record TokenView(
    Guid Id,
    string Name,
    string Hint,
    IReadOnlyList<string> Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? RevokedAt
);
