namespace Governance.Access;

/// <summary>A user as pages and the API show them.</summary>
/// <param name="LockedUntil">
/// The time until which sign-in is refused; <see cref="DateTimeOffset.MaxValue"/> = until an administrator unlocks the account;
/// null = sign-in is possible.
/// </param>
/// <param name="LastSignInAt">Last sign-in with the password; null = never.</param>
public sealed record UserView(
    Guid Id,
    string Email,
    string DisplayName,
    IReadOnlyList<string> Roles,
    DateTimeOffset? LockedUntil,
    DateTimeOffset? LastSignInAt
)
{
    /// <summary>Locked by an administrator; false during the pause after wrong passwords.</summary>
    public bool IsLocked => LockedUntil >= User.LocksFrom;
}
