using System.Security.Claims;
using Governance.Platform;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Governance.Access;

/// <summary>
/// The door to sign-in sessions. Every request and every page event reads its session, so a sign-out, a lock, a new password
/// or new roles apply from the next one on; open pages on every host are notified at once.
/// </summary>
public sealed class SignInSessions(
    IDbContextFactory<GovernanceDb> databases,
    RolePermissions permissions,
    Announcements announcements,
    TimeProvider time
)
{
    /// <summary>A session expires after this time without use.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(12);
    private const string Topic = "sign-ins";
    private static readonly TimeSpan NoteUseEvery = TimeSpan.FromMinutes(10);

    /// <summary>Starts a session and returns its id. Deletes expired sessions of all users.</summary>
    public async Task<Guid> StartAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        await db.Set<SignInSession>().Where(s => s.ExpiresAt <= now).ExecuteDeleteAsync(ct);
        var session = new SignInSession
        {
            UserId = userId,
            CreatedAt = now,
            ExpiresAt = now + Life,
        };
        db.Add(session);
        await db.SaveChangesAsync(ct);
        return session.Id;
    }

    /// <summary>
    /// Returns the current roles and permissions of a principal; null when its session has ended or expired, the password has
    /// been changed since, or the account is locked. Extends the session.
    /// </summary>
    public async Task<PresentSignIn?> FindAsync(ClaimsPrincipal? user, CancellationToken ct)
    {
        if (SessionOf(user) is not { } id || user?.FindFirstValue(AccessClaims.SecurityStamp) is not { } stamp)
            return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        var found = await (
            from session in db.Set<SignInSession>()
            join owner in db.Set<User>() on session.UserId equals owner.Id
            where
                session.Id == id
                && session.ExpiresAt > now
                && owner.SecurityStamp == stamp
                && (owner.LockoutEnd == null || owner.LockoutEnd < User.LocksFrom)
            select new
            {
                owner.Id,
                owner.UserName,
                owner.DisplayName,
                session.ExpiresAt,
                Roles = (
                    from held in db.Set<IdentityUserRole<Guid>>()
                    join role in db.Set<IdentityRole<Guid>>() on held.RoleId equals role.Id
                    where held.UserId == owner.Id
                    orderby role.Name
                    select role.Name!
                ).ToList(),
            }
        ).SingleOrDefaultAsync(ct);
        if (found is null)
            return null;
        if (found.ExpiresAt < now + Life - NoteUseEvery)
            await db.Set<SignInSession>()
                .Where(s => s.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.ExpiresAt, now + Life), ct);
        return new(id, found.Id, found.UserName!, found.DisplayName, stamp, found.Roles, permissions.Of(found.Roles));
    }

    /// <summary>Ends the session of a principal; the user stays signed in on other devices.</summary>
    public async Task EndAsync(ClaimsPrincipal? user, CancellationToken ct)
    {
        if (SessionOf(user) is not { } id)
            return;
        await using var db = await databases.CreateDbContextAsync(ct);
        var owner = await db.Set<SignInSession>()
            .Where(s => s.Id == id)
            .Select(s => (Guid?)s.UserId)
            .SingleOrDefaultAsync(ct);
        if (owner is null)
            return;
        await db.Set<SignInSession>().Where(s => s.Id == id).ExecuteDeleteAsync(ct);
        await AnnounceAsync(db, owner.Value, ct);
    }

    /// <summary>
    /// Calls <paramref name="onChange"/> when sessions or permissions have changed, with a function that tells whether a principal
    /// may be affected. The callback must be fast. Dispose the result to unsubscribe.
    /// </summary>
    public IDisposable Subscribe(Action<Func<ClaimsPrincipal, bool>> onChange) =>
        announcements.Subscribe(Topic, id =>
            onChange(user => id == Guid.Empty || user.FindFirstValue(ClaimTypes.NameIdentifier) == id.ToString())
        );

    /// <summary>Number of current subscriptions.</summary>
    public int Subscribers => announcements.Subscribers(Topic);

    /// <summary>Ends all sessions of a user in the transaction of the caller.</summary>
    internal static async Task EndAllAsync(GovernanceDb db, Guid userId, CancellationToken ct)
    {
        await db.Set<SignInSession>().Where(s => s.UserId == userId).ExecuteDeleteAsync(ct);
        await AnnounceAsync(db, userId, ct);
    }

    /// <summary>Makes open pages read the permissions of a user again, once the transaction of the caller commits.</summary>
    internal static Task AnnounceAsync(GovernanceDb db, Guid userId, CancellationToken ct) =>
        Announcements.SendAsync(db, Topic, userId, ct);

    private static Guid? SessionOf(ClaimsPrincipal? user) =>
        Guid.TryParse(user?.FindFirstValue(AccessClaims.Session), out var id) ? id : null;
}
