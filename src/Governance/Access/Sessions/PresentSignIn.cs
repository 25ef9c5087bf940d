namespace Governance.Access;

/// <summary>Whom a sign-in session stands for, and what they may do at this moment.</summary>
public sealed record PresentSignIn(
    Guid SessionId,
    Guid UserId,
    string UserName,
    string DisplayName,
    string SecurityStamp,
    IReadOnlyList<string> Roles,
    IReadOnlySet<string> Permissions
);
