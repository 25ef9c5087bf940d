namespace Governance.Access;

/// <summary>A token as its owner sees it. The secret is not in it: nobody can show it again.</summary>
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
