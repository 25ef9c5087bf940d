using System.ComponentModel.DataAnnotations;
using Governance.Ledger;
using Governance.Platform;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Access;

/// <summary>The door to users and their roles.</summary>
public sealed class Users(
    IServiceScopeFactory scopes,
    IDbContextFactory<GovernanceDb> databases,
    AccessTokens tokens,
    RolePermissions permissions,
    LedgerEntries ledger,
    TimeProvider time
)
{
    /// <summary>Maximum length of a password, in characters; long enough for any passphrase.</summary>
    private const int MaxPassword = 1000;

    /// <summary>Lists the users by e-mail address.</summary>
    public async Task<Result<Page<UserView>>> ListAsync(Actor actor, string? cursor, int? size, CancellationToken ct)
    {
        if (actor.Lacks(AccessPolicies.ReadUsers) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var users = db.Set<User>().AsNoTracking();
        var listed = await users.ToPageAsync(u => u.NormalizedEmail!, new(cursor, size), ct, ascending: true);
        if (!listed.Ok)
            return listed.Refusal;
        var page = listed.Value;
        return new Page<UserView>(await ViewsAsync(db, page.Items, ct), page.Next);
    }

    /// <summary>Returns a user. Everybody may read themselves; reading others needs <see cref="AccessPolicies.ReadUsers"/>.</summary>
    public async Task<Result<UserView>> FindAsync(Guid userId, Actor actor, CancellationToken ct)
    {
        if (userId != actor.UserId && actor.Lacks(AccessPolicies.ReadUsers) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await ViewAsync(db, userId, ct) is { } view ? view : new UserNotFound(userId.ToString());
    }

    /// <summary>
    /// Returns the actor of a user with their current permissions. Only the portal itself may call it, to act on behalf of a
    /// user with no more than that user's permissions.
    /// </summary>
    public async Task<Result<Actor>> ActorAsync(string email, Actor actor, CancellationToken ct)
    {
        if (actor.Lacks(Actor.Anything) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var user = await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Email == email, ct);
        if (user is null)
            return new UserNotFound(email);
        var view = (await ViewsAsync(db, [user], ct))[0];
        return new Actor(user.Id, user.DisplayName, permissions.Of(view.Roles));
    }

    /// <summary>Returns whether at least one administrator exists who is not locked.</summary>
    public async Task<bool> HasAdministratorAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await Administrators(db).AnyAsync(ct);
    }

    /// <summary>
    /// Returns the display names for user ids, for any signed-in actor; “portal” for the portal itself. Unknown ids are
    /// left out.
    /// </summary>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(
        IEnumerable<Guid> userIds,
        Actor actor,
        CancellationToken ct
    )
    {
        if (actor.UserId == Guid.Empty && actor != Actor.Portal)
            return new Dictionary<Guid, string>();
        var ids = userIds.Distinct().ToList();
        await using var db = await databases.CreateDbContextAsync(ct);
        var names = await db.Set<User>()
            .Where(u => ids.Contains(u.Id))
            .ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
        names[Actor.Portal.UserId] = Actor.Portal.Name;
        return names;
    }

    /// <summary>Creates a user who can sign in at once.</summary>
    public async Task<Result<UserView>> CreateAsync(
        string email,
        string displayName,
        string password,
        IReadOnlyCollection<string> roles,
        Actor actor,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AccessPolicies.ManageUsers) is { } refusal)
            return refusal;
        email = email.Trim();
        displayName = displayName.Trim();
        if (
            TextRule.Check(
                ("email", email, 256),
                ("displayName", displayName, 120),
                ("password", password, MaxPassword)
            ) is
            { } unfit
        )
            return unfit;
        if (!new EmailAddressAttribute().IsValid(email))
            return new EmailInvalid(email);
        if (displayName.Length == 0)
            return new DisplayNameInvalid();
        if (roles.FirstOrDefault(r => !Roles.All.Contains(r)) is { } unknown)
            return new RoleUnknown(unknown);

        await using var work = await UnitOfWork.BeginAsync(scopes, ct);
        if (await work.Users.FindByNameAsync(email) is not null || await work.Users.FindByEmailAsync(email) is not null)
            return new EmailTaken(email);
        var user = new User
        {
            UserName = email,
            Email = email,
            EmailConfirmed = true,
            DisplayName = displayName,
        };
        if (RefusalOf(await work.Users.CreateAsync(user, password), email) is { } weak)
            return weak;
        Expect(await work.Users.AddToRolesAsync(user, roles.Distinct()));
        ledger.Append(
            work.Db,
            actor,
            "user.created",
            user.Id,
            new { roles = roles.Distinct().Order().ToArray() },
            new PersonalFact("email", email)
        );
        await work.CommitAsync(ct);
        return (await ViewAsync(work.Db, user.Id, ct))!;
    }

    /// <summary>Replaces the roles of a user. They apply from the next request or page event, on every device.</summary>
    public Task<Result<UserView>> SetRolesAsync(
        Guid userId,
        IReadOnlyCollection<string> roles,
        Actor actor,
        CancellationToken ct
    )
    {
        if (roles.FirstOrDefault(r => !Roles.All.Contains(r)) is { } unknown)
            return Task.FromResult<Result<UserView>>(new RoleUnknown(unknown));
        return ChangeAsync(
            userId,
            actor,
            async (work, user) =>
            {
                var before = await work.Users.GetRolesAsync(user);
                if (!roles.Contains(Roles.Administrator) && await IsLastAdministratorAsync(work, user, ct))
                    return new LastAdministrator();
                Expect(await work.Users.RemoveFromRolesAsync(user, before.Except(roles)));
                Expect(await work.Users.AddToRolesAsync(user, roles.Except(before).Distinct()));
                ledger.Append(
                    work.Db,
                    actor,
                    "user.roles-set",
                    user.Id,
                    new { before = before.Order().ToArray(), after = roles.Distinct().Order().ToArray() }
                );
                await SignInSessions.AnnounceAsync(work.Db, user.Id, ct);
                return null;
            },
            ct
        );
    }

    /// <summary>Locks an account: ends its sign-in sessions, and its tokens do not work until it is unlocked.</summary>
    public Task<Result<UserView>> LockAsync(Guid userId, Actor actor, CancellationToken ct) =>
        ChangeAsync(
            userId,
            actor,
            async (work, user) =>
            {
                if (await IsLastAdministratorAsync(work, user, ct))
                    return new LastAdministrator();
                Expect(await work.Users.SetLockoutEndDateAsync(user, DateTimeOffset.MaxValue));
                Expect(await work.Users.UpdateSecurityStampAsync(user));
                await SignInSessions.EndAllAsync(work.Db, user.Id, ct);
                ledger.Append(work.Db, actor, "user.locked", user.Id);
                return null;
            },
            ct
        );

    /// <summary>Removes a lock or the pause after wrong passwords. Tokens that were not revoked work again.</summary>
    public Task<Result<UserView>> UnlockAsync(Guid userId, Actor actor, CancellationToken ct) =>
        ChangeAsync(
            userId,
            actor,
            async (work, user) =>
            {
                Expect(await work.Users.SetLockoutEndDateAsync(user, null));
                Expect(await work.Users.ResetAccessFailedCountAsync(user));
                ledger.Append(work.Db, actor, "user.unlocked", user.Id);
                return null;
            },
            ct
        );

    /// <summary>
    /// Sets a new password for a user, ends their sessions and revokes their tokens, because the old password may be known.
    /// </summary>
    public Task<Result<UserView>> ResetPasswordAsync(Guid userId, string password, Actor actor, CancellationToken ct) =>
        ChangeAsync(
            userId,
            actor,
            async (work, user) =>
            {
                if (TextRule.Check("password", password, MaxPassword) is { } unfit)
                    return unfit;
                var proof = await work.Users.GeneratePasswordResetTokenAsync(user);
                if (RefusalOf(await work.Users.ResetPasswordAsync(user, proof, password), user.Email!) is { } weak)
                    return weak;
                await SignInSessions.EndAllAsync(work.Db, user.Id, ct);
                ledger.Append(work.Db, actor, "user.password-reset", user.Id);
                await tokens.RevokeAllAsync(work.Db, user.Id, actor, ct);
                return null;
            },
            ct
        );

    /// <summary>
    /// Changes the actor's own password and ends all of their sessions; the caller starts a new session for the current
    /// device.
    /// </summary>
    public async Task<Result> ChangeOwnPasswordAsync(string present, string next, Actor actor, CancellationToken ct)
    {
        if (TextRule.Check("password", next, MaxPassword) is { } unfit)
            return unfit;
        await using var work = await UnitOfWork.BeginAsync(scopes, ct);
        if (await work.Users.FindByIdAsync(actor.UserId.ToString()) is not { } user)
            return new UserNotFound(actor.UserId.ToString());
        var changed = await work.Users.ChangePasswordAsync(user, present, next);
        if (changed.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.PasswordMismatch)))
            return new PasswordWrong();
        if (RefusalOf(changed, user.Email!) is { } weak)
            return weak;
        await SignInSessions.EndAllAsync(work.Db, user.Id, ct);
        ledger.Append(work.Db, actor, "user.password-changed", user.Id);
        await work.CommitAsync(ct);
        return Result.Done;
    }

    /// <summary>Records the time of a sign-in. It changes no governed data, so there is no ledger entry.</summary>
    public async Task NoteSignInAsync(Guid userId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        await db.Set<User>()
            .Where(u => u.Id == userId)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.LastSignInAt, now), ct);
    }

    private async Task<Result<UserView>> ChangeAsync(
        Guid userId,
        Actor actor,
        Func<UnitOfWork, User, Task<Refusal?>> change,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AccessPolicies.ManageUsers) is { } refusal)
            return refusal;
        await using var work = await UnitOfWork.BeginAsync(scopes, ct);
        // Serialised: otherwise two changes at once could each count on the other's administrator and leave none.
        await work.Db.LockAsync("users", ct);
        if (await work.Users.FindByIdAsync(userId.ToString()) is not { } user)
            return new UserNotFound(userId.ToString());
        if (await change(work, user) is { } refused)
            return refused;
        await work.CommitAsync(ct);
        return (await ViewAsync(work.Db, userId, ct))!;
    }

    private static async Task<bool> IsLastAdministratorAsync(UnitOfWork work, User user, CancellationToken ct)
    {
        if (!await work.Users.IsInRoleAsync(user, Roles.Administrator))
            return false;
        return !await Administrators(work.Db).AnyAsync(id => id != user.Id, ct);
    }

    /// <summary>Ids of the administrators who are not locked.</summary>
    private static IQueryable<Guid> Administrators(GovernanceDb db) =>
        from user in db.Set<User>()
        join held in db.Set<IdentityUserRole<Guid>>() on user.Id equals held.UserId
        join role in db.Set<IdentityRole<Guid>>() on held.RoleId equals role.Id
        where role.Name == Roles.Administrator && (user.LockoutEnd == null || user.LockoutEnd < User.LocksFrom)
        select user.Id;

    private async Task<UserView?> ViewAsync(GovernanceDb db, Guid userId, CancellationToken ct) =>
        (
            await ViewsAsync(db, await db.Set<User>().AsNoTracking().Where(u => u.Id == userId).ToListAsync(ct), ct)
        ).SingleOrDefault();

    private async Task<IReadOnlyList<UserView>> ViewsAsync(
        GovernanceDb db,
        IReadOnlyList<User> users,
        CancellationToken ct
    )
    {
        var ids = users.Select(u => u.Id).ToList();
        var roles = (
            await (
                from held in db.Set<IdentityUserRole<Guid>>()
                join role in db.Set<IdentityRole<Guid>>() on held.RoleId equals role.Id
                where ids.Contains(held.UserId)
                select new { held.UserId, role.Name }
            ).ToListAsync(ct)
        ).ToLookup(r => r.UserId, r => r.Name!);
        var now = time.GetUtcNow();
        return
        [
            .. users.Select(u => new UserView(
                u.Id,
                u.Email!,
                u.DisplayName,
                [.. roles[u.Id].Order(StringComparer.Ordinal)],
                u.LockoutEnd > now ? u.LockoutEnd : null,
                u.LastSignInAt
            )),
        ];
    }

    private static Refusal? RefusalOf(IdentityResult result, string email)
    {
        if (result.Succeeded)
            return null;
        if (
            result.Errors.Any(e =>
                e.Code
                    is nameof(IdentityErrorDescriber.DuplicateEmail)
                        or nameof(IdentityErrorDescriber.DuplicateUserName)
            )
        )
            return new EmailTaken(email);
        if (
            result.Errors.Any(e =>
                e.Code is nameof(IdentityErrorDescriber.InvalidUserName) or nameof(IdentityErrorDescriber.InvalidEmail)
            )
        )
            return new EmailInvalid(email);
        if (result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure)))
            return new ChangedMeanwhile("user");
        return new PasswordTooWeak(string.Join(" ", result.Errors.Select(e => WeaknessOf(e.Code)).Distinct()));
    }

    private static string WeaknessOf(string code) =>
        code switch
        {
            nameof(IdentityErrorDescriber.PasswordTooShort) =>
                $"Use at least {AccessModule.PasswordLength} characters.",
            nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars) =>
                $"Use at least {AccessModule.PasswordVariety} different characters.",
            GuessablePasswords.Code =>
                "It is easy to guess. Avoid common words, keyboard rows, dates, your name and address, and the name of the "
                    + "portal; use several unrelated words.",
            _ => throw new InvalidOperationException(code),
        };

    private static void Expect(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(e => e.Code)));
    }

    /// <summary>
    /// Identity's user manager and the context in one transaction, so that what Identity saves commits with the ledger
    /// entry.
    /// </summary>
    private sealed class UnitOfWork(
        AsyncServiceScope scope,
        GovernanceDb db,
        Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction
    ) : IAsyncDisposable
    {
        public GovernanceDb Db => db;
        public UserManager<User> Users { get; } = scope.ServiceProvider.GetRequiredService<UserManager<User>>();

        public static async Task<UnitOfWork> BeginAsync(IServiceScopeFactory scopes, CancellationToken ct)
        {
            var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<GovernanceDb>();
            return new(scope, db, await db.Database.BeginTransactionAsync(ct));
        }

        public async Task CommitAsync(CancellationToken ct)
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await scope.DisposeAsync();
        }
    }
}
