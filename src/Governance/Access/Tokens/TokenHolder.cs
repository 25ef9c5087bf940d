namespace Governance.Access;

/// <summary>The owner of a valid token.</summary>
/// <param name="Permissions">The scopes of the token that its owner has permission for now.</param>
public sealed record TokenHolder(
    Guid TokenId,
    User User,
    IReadOnlyList<string> Roles,
    IReadOnlySet<string> Permissions
);
