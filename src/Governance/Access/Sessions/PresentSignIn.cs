namespace Governance.Access;

/// <summary>The user of a sign-in session, with the roles and permissions of this moment.</summary>
public sealed record PresentSignIn(
    Guid SessionId,
    Guid UserId,
    string UserName,
    string DisplayName,
    string SecurityStamp,
    IReadOnlyList<string> Roles,
    IReadOnlySet<string> Permissions
);
