namespace Governance.Access;

/// <summary>A person who signs in, as lists show them.</summary>
/// <param name="LockedUntil">
/// When the person may sign in again; <see cref="DateTimeOffset.MaxValue"/> = when an administrator unlocks; null = now.
/// </param>
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
