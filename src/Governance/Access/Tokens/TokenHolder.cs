namespace Governance.Access;

/// <summary>Whom a valid token stands for, and what it may do: its scopes, cut to what its owner may do now.</summary>
public sealed record TokenHolder(
    Guid TokenId,
    User User,
    IReadOnlyList<string> Roles,
    IReadOnlySet<string> Permissions
);
