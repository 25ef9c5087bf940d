using Governance.Ledger;
using Governance.Platform;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Governance.Access;

/// <summary>The door to personal access tokens.</summary>
public sealed class AccessTokens(
    IDbContextFactory<GovernanceDb> databases,
    RolePermissions permissions,
    ILookupNormalizer names,
    LedgerEntries ledger,
    TimeProvider time
)
{
    /// <summary>The scope that grants every permission that the owner has at the time of use.</summary>
    public const string Everything = "*";

    /// <summary>Longest time from creation to expiry.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(366);
    private static readonly TimeSpan NoteUseEvery = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Lists the tokens of a user, newest first, revoked and expired ones included. Listing those of another user needs
    /// <see cref="AccessPolicies.ManageUsers"/>.
    /// </summary>
    public async Task<Result<Page<TokenView>>> ListAsync(
        Guid ownerId,
        Actor actor,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (LacksTokensOf(ownerId, actor) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!await db.Set<User>().AnyAsync(u => u.Id == ownerId, ct))
            return new UserNotFound(ownerId.ToString());
        var tokens = db.Set<PersonalAccessToken>().AsNoTracking().Where(t => t.UserId == ownerId);
        var listed = await tokens.ToPageAsync(t => t.Id, new(cursor, size), ct);
        if (!listed.Ok)
            return listed.Refusal;
        var page = listed.Value;
        return new Page<TokenView>([.. page.Items.Select(View)], page.Next);
    }

    /// <summary>
    /// Creates a token for the actor. Refused: a missing name, an expiry out of range, no scopes, or a scope that the actor
    /// does not have.
    /// </summary>
    /// <param name="scopes">Permissions that the actor has, or “*”, which only an actor with all permissions of the owner can
    /// give: a token with few scopes cannot create one with all.</param>
    public async Task<Result<NewToken>> CreateAsync(
        string name,
        IReadOnlyCollection<string> scopes,
        DateTimeOffset expiresAt,
        Actor actor,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AccessPolicies.OwnTokens) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await IssueAsync(db, actor, name, scopes, expiresAt, ct);
    }

    /// <summary>
    /// Creates a token for a user, from the command line of the host. No permission is checked: whoever can start the host
    /// can do this.
    /// </summary>
    /// <param name="userName">E-mail address, or the part before the @ if it belongs to exactly one user.</param>
    public async Task<Result<NewToken>> CreateForAsync(
        string userName,
        string name,
        TimeSpan life,
        CancellationToken ct
    )
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var normalized = names.NormalizeName(userName);
        var found = await db.Set<User>()
            .AsNoTracking()
            .Where(u => u.NormalizedUserName == normalized || u.NormalizedEmail == normalized)
            .ToListAsync(ct);
        if (found.Count == 0)
            found = await db.Set<User>()
                .AsNoTracking()
                .Where(u => u.NormalizedEmail!.StartsWith(normalized + "@"))
                .OrderBy(u => u.Id)
                .Take(2)
                .ToListAsync(ct);
        if (found.Count != 1)
            return new UserNotFound(userName);
        var owner = new Actor(found[0].Id, found[0].DisplayName, permissions.Of(await RolesAsync(db, found[0].Id, ct)));
        return await IssueAsync(db, owner, name, [Everything], time.GetUtcNow() + life, ct);
    }

    /// <summary>
    /// Revokes a token with immediate effect; it stays in the list. Revoking one twice changes nothing. Revoking one of another
    /// user needs <see cref="AccessPolicies.ManageUsers"/>.
    /// </summary>
    public async Task<Result> RevokeAsync(Guid ownerId, Guid tokenId, Actor actor, CancellationToken ct)
    {
        if (LacksTokensOf(ownerId, actor) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var token = await db.Set<PersonalAccessToken>()
            .SingleOrDefaultAsync(t => t.Id == tokenId && t.UserId == ownerId, ct);
        if (token is null)
            return new TokenNotFound(tokenId.ToString());
        if (token.RevokedAt is not null)
            return Result.Done;
        Revoke(db, token, actor);
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    /// <summary>Revokes all tokens of a user in the transaction of the caller.</summary>
    internal async Task RevokeAllAsync(GovernanceDb db, Guid ownerId, Actor actor, CancellationToken ct)
    {
        foreach (
            var token in await db.Set<PersonalAccessToken>()
                .Where(t => t.UserId == ownerId && t.RevokedAt == null)
                .ToListAsync(ct)
        )
            Revoke(db, token, actor);
    }

    /// <summary>Finds the owner of a secret; null when it is unknown, expired or revoked, or its owner is locked.</summary>
    public async Task<TokenHolder?> RecogniseAsync(string secret, CancellationToken ct)
    {
        if (!TokenSecret.LooksRight(secret))
            return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        var hash = TokenSecret.Hash(secret);
        var now = time.GetUtcNow();
        var found = await (
            from token in db.Set<PersonalAccessToken>().AsNoTracking()
            join user in db.Set<User>().AsNoTracking() on token.UserId equals user.Id
            where token.Hash == hash
            select new { token, user }
        ).SingleOrDefaultAsync(ct);
        if (found is null || found.token.RevokedAt is not null || found.token.ExpiresAt <= now || found.user.IsLocked)
            return null;
        await NoteUseAsync(db, found.token, now, ct);
        var roles = await RolesAsync(db, found.user.Id, ct);
        var held = permissions.Of(roles);
        var scopes = found.token.Scopes;
        var may = scopes.Contains(Everything) ? held : held.Where(scopes.Contains).ToHashSet(StringComparer.Ordinal);
        return new(found.token.Id, found.user, roles, may);
    }

    private void Revoke(GovernanceDb db, PersonalAccessToken token, Actor actor)
    {
        token.RevokedAt = time.GetUtcNow();
        ledger.Append(db, actor, "token.revoked", token.Id);
    }

    private static Refusal? LacksTokensOf(Guid ownerId, Actor actor) =>
        actor.May(AccessPolicies.ManageUsers)
            ? null
            : actor.Lacks(ownerId == actor.UserId ? AccessPolicies.OwnTokens : AccessPolicies.ManageUsers);

    private async Task<Result<NewToken>> IssueAsync(
        GovernanceDb db,
        Actor owner,
        string name,
        IReadOnlyCollection<string> scopes,
        DateTimeOffset expiresAt,
        CancellationToken ct
    )
    {
        name = name.Trim();
        var now = time.GetUtcNow();
        if (name.Length == 0)
            return new TokenNameInvalid();
        if (TextRule.Check("name", name, 120) is { } unfit)
            return unfit;
        if (expiresAt < now.AddMinutes(1) || expiresAt > now + LongestLife)
            return new TokenExpiryInvalid();
        if (scopes.Count == 0)
            return new TokenScopesMissing();
        var held = permissions.Of(await RolesAsync(db, owner.UserId, ct));
        if (
            new KnownNames("a scope", permissions.All.Select(p => p.Name).Append(Everything)).Check("scopes", scopes) is
            { } unknown
        )
            return unknown;
        // A token with few scopes must not create one with all: “*” needs every permission that the owner has.
        if (
            scopes.FirstOrDefault(s => s == Everything ? !held.All(owner.May) : !held.Contains(s) || !owner.May(s)) is
            { } notYours
        )
            return new TokenScopeNotYours(notYours);
        var secret = TokenSecret.Create();
        var token = new PersonalAccessToken
        {
            UserId = owner.UserId,
            Name = name,
            Hash = TokenSecret.Hash(secret),
            Hint = secret[^4..],
            Scopes = [.. scopes.Distinct().Order(StringComparer.Ordinal)],
            CreatedAt = now,
            ExpiresAt = expiresAt.ToUniversalTime(),
        };
        db.Add(token);
        ledger.Append(db, owner, "token.created", token.Id, new { scopes = token.Scopes, expiresAt = token.ExpiresAt });
        await db.SaveChangesAsync(ct);
        return new NewToken(View(token), secret);
    }

    private static async Task<List<string>> RolesAsync(GovernanceDb db, Guid userId, CancellationToken ct) =>
        await (
            from held in db.Set<IdentityUserRole<Guid>>()
            join role in db.Set<IdentityRole<Guid>>() on held.RoleId equals role.Id
            where held.UserId == userId
            orderby role.Name
            select role.Name!
        ).ToListAsync(ct);

    /// <summary>Records the use of a token at most once a minute, so that a busy script does not turn every read into a write.</summary>
    private static async Task NoteUseAsync(
        GovernanceDb db,
        PersonalAccessToken token,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var before = now - NoteUseEvery;
        if (token.LastUsedAt > before)
            return;
        await db.Set<PersonalAccessToken>()
            .Where(t => t.Id == token.Id && (t.LastUsedAt == null || t.LastUsedAt <= before))
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, now), ct);
    }

    private static TokenView View(PersonalAccessToken t) =>
        new(t.Id, t.Name, t.Hint, t.Scopes, t.CreatedAt, t.ExpiresAt, t.LastUsedAt, t.RevokedAt);
}
