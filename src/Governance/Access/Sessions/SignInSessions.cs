using System.Security.Claims;
using Governance.Platform;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Governance.Access;

/// <summary>
/// The door to sign-in sessions. Every request and every event of a page asks for its session, so that a sign-out, a lock, a
/// new password and new roles hold from the next one; open pages are told at once, on every host.
/// </summary>
public sealed class SignInSessions(
    IDbContextFactory<GovernanceDb> databases,
    RolePermissions permissions,
    Announcements announcements,
    TimeProvider time
)
{
    /// <summary>A session ends after so long without a request.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(12);
    private const string Topic = "sign-ins";
    private static readonly TimeSpan NoteUseEvery = TimeSpan.FromMinutes(10);

    /// <summary>Begins a session, and forgets those of everybody that expired.</summary>
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
    /// The present rights behind a principal that was signed in earlier; null when its session has ended or expired, the password
    /// was changed since, or the account is locked.
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

    /// <summary>Ends the session behind a principal; the person's other devices stay signed in.</summary>
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
    /// Calls back when sessions or rights changed, with what tells whether that may concern a user. Dispose to stop; the callback
    /// must be quick.
    /// </summary>
    public IDisposable Subscribe(Action<Func<ClaimsPrincipal, bool>> onChange) =>
        announcements.Subscribe(Topic, id =>
            onChange(user => id == Guid.Empty || user.FindFirstValue(ClaimTypes.NameIdentifier) == id.ToString())
        );

    public int Subscribers => announcements.Subscribers(Topic);

    /// <summary>Ends all sessions of a person, with the transaction of the caller.</summary>
    internal static async Task EndAllAsync(GovernanceDb db, Guid userId, CancellationToken ct)
    {
        await db.Set<SignInSession>().Where(s => s.UserId == userId).ExecuteDeleteAsync(ct);
        await AnnounceAsync(db, userId, ct);
    }

    /// <summary>Has open pages read a person's rights again, when the transaction of the caller commits.</summary>
    internal static Task AnnounceAsync(GovernanceDb db, Guid userId, CancellationToken ct) =>
        Announcements.SendAsync(db, Topic, userId, ct);

    private static Guid? SessionOf(ClaimsPrincipal? user) =>
        Guid.TryParse(user?.FindFirstValue(AccessClaims.Session), out var id) ? id : null;
}
