using Governance.Access;
using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Ethics;

/// <summary>The door to the members of the ethics board.</summary>
public sealed class BoardMembers(IDbContextFactory<GovernanceDb> databases, LedgerEntries ledger, TimeProvider time)
{
    /// <summary>Lists seats, newest first, ended ones included.</summary>
    public async Task<Result<Page<MemberView>>> ListAsync(Actor actor, string? cursor, int? size, CancellationToken ct)
    {
        if (actor.Lacks(EthicsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var members = db.Set<EthicsMember>().AsNoTracking();
        var listed = await members.ToPageAsync(
            m => m.Id,
            new(cursor, size),
            some =>
                from member in some
                join user in db.Set<User>() on member.UserId equals user.Id
                orderby member.Id descending
                select new
                {
                    member,
                    user.DisplayName,
                    user.Email,
                },
            r => r.member.Id,
            ct
        );
        var now = time.GetUtcNow();
        return listed.Ok ? listed.Value.Select(r => View(r.member, r.DisplayName, r.Email!, now)) : listed.Refusal;
    }

    /// <summary>Appoints a user as a member, from now on or from a later time.</summary>
    public async Task<Result<MemberView>> AppointAsync(
        Actor actor,
        Guid userId,
        MemberKind kind,
        DateTimeOffset? from,
        DateTimeOffset? until,
        CancellationToken ct
    )
    {
        if (actor.Lacks(EthicsPolicies.Members) is { } refusal)
            return refusal;
        if (!Enum.IsDefined(kind))
            return new NotFound("kind of member", kind.ToString());
        var now = time.GetUtcNow();
        // A seat never begins in the past: that changes who was allowed to vote.
        var begins = from > now ? from.Value.ToUniversalTime() : now;
        if (until <= begins)
            return new SeatPeriodInvalid();
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        await change.LockAsync("ethics-members", ct);
        if (await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId, ct) is not { } user)
            return new UserNotFound(userId.ToString());
        if (
            await db.Set<EthicsMember>()
                .AnyAsync(m => m.UserId == userId && (m.ActiveUntil == null || m.ActiveUntil > begins), ct)
        )
            return new AlreadyOnTheBoard();
        var member = new EthicsMember
        {
            UserId = userId,
            Kind = kind,
            ActiveFrom = begins,
            ActiveUntil = until?.ToUniversalTime(),
        };
        db.Add(member);
        ledger.Append(
            db,
            actor,
            "ethics-member.appointed",
            member.Id,
            new
            {
                User = userId,
                Kind = kind,
                member.ActiveFrom,
                member.ActiveUntil,
            }
        );
        if (await change.CommitAsync(new AlreadyOnTheBoard(), ct) is { } refused)
            return refused;
        return View(member, user.DisplayName, user.Email!, now);
    }

    /// <summary>Ends a seat now. Decided reviews do not change; in an open vote the member no longer counts.</summary>
    public async Task<Result> EndAsync(Actor actor, Guid memberId, CancellationToken ct)
    {
        if (actor.Lacks(EthicsPolicies.Members) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Set<EthicsMember>().SingleOrDefaultAsync(m => m.Id == memberId, ct) is not { } member)
            return new NotFound("member of the ethics board", memberId.ToString());
        var now = time.GetUtcNow();
        if (member.ActiveUntil <= now)
            return new SeatHasEnded();
        member.ActiveUntil = now;
        ledger.Append(db, actor, "ethics-member.ended", member.Id, new { User = member.UserId });
        if (await db.TrySaveAsync(ct, "seat") is { } unsaved)
            return unsaved;
        return Result.Done;
    }

    private static MemberView View(EthicsMember member, string name, string email, DateTimeOffset now) =>
        new(
            member.Id,
            member.UserId,
            name,
            email,
            member.Kind,
            member.ActiveFrom,
            member.ActiveUntil,
            member.IsActiveAt(now)
        );
}
