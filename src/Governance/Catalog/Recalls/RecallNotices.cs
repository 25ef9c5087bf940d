using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Outbound;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>The door to the notices to recipients: list them, retry what failed, record that a person has told a recipient.</summary>
public sealed class RecallNotices(
    IDbContextFactory<GovernanceDb> databases,
    Mailer mailer,
    LedgerEntries ledger,
    RecallTools tools
)
{
    /// <summary>Notices by page, newest first.</summary>
    public async Task<Result<Page<RecallRow>>> ListAsync(
        Actor actor,
        RecallFilter filter,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var notices = db.Set<RecallNotice>().AsNoTracking();
        if (filter.WithdrawalId is { } withdrawal)
            notices = notices.Where(n => n.WithdrawalId == withdrawal);
        if (filter.ExportId is { } export)
            notices = notices.Where(n => n.ExportId == export);
        if (filter.State is { } state)
            notices = notices.Where(n => n.State == state);
        var page = await notices.ToPageAsync(
            n => n.Id,
            new(cursor, size),
            some => Found(db, some),
            r => r.Notice.Id,
            ct
        );
        return page.Ok
            ? page.Value.Select(f => new RecallRow(
                Shown(f.Notice, f.Export.Recipient),
                f.Notice.WithdrawalId,
                f.Export.VersionId
            ))
            : page.Refusal;
    }

    /// <summary>How many notices a person must attend to: failed, or to be told by hand.</summary>
    public async Task<Result<int>> OpenAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<RecallNotice>()
            .CountAsync(n => n.State == RecallState.Failed || n.State == RecallState.ToDo, ct);
    }

    /// <summary>A notice with what it says.</summary>
    public async Task<Result<RecallDetail>> FindAsync(Actor actor, Guid noticeId, CancellationToken ct)
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await DetailAsync(db, noticeId, ct);
    }

    /// <summary>Sends a notice again that failed, or that had no mail server; its attempts are counted from zero.</summary>
    public Task<Result<RecallDetail>> RetryAsync(Actor actor, Guid noticeId, CancellationToken ct) =>
        ChangeAsync(
            actor,
            noticeId,
            (notice, now) =>
            {
                if (notice.Way == RecallWay.ByHand || notice.State is not (RecallState.Failed or RecallState.ToDo))
                    return new RecallNotRetryable();
                if (notice.Way == RecallWay.Email && !mailer.Configured)
                    return new RecallNeedsMailServer();
                (notice.State, notice.StateAt, notice.Attempts) = (RecallState.Pending, now, 0);
                notice.NextAttemptAt = now;
                return "recall-notice.retried";
            },
            ct
        );

    /// <summary>Records that the actor has told the recipient.</summary>
    public Task<Result<RecallDetail>> TickOffAsync(Actor actor, Guid noticeId, CancellationToken ct) =>
        ChangeAsync(
            actor,
            noticeId,
            (notice, now) =>
            {
                if (notice.State is RecallState.Sent or RecallState.Done)
                    return new RecipientAlreadyTold();
                (notice.State, notice.StateAt, notice.NextAttemptAt) = (RecallState.Done, now, null);
                (notice.Told, notice.LastErrorMessage) = (new(actor.Name, now), null);
                return "recall-notice.told";
            },
            ct
        );

    internal static string LockOf(Guid noticeId) => $"recall-notice/{noticeId}";

    internal static RecipientNotice Shown(RecallNotice notice, string recipient) =>
        new(
            notice.Id,
            notice.ExportId,
            recipient,
            notice.Way,
            notice.State,
            notice.Samples.Count,
            notice.Attempts,
            notice.LastErrorMessage,
            notice.StateAt,
            notice.Told
        );

    /// <param name="change">Changes the notice and returns the kind of the ledger entry, or refuses.</param>
    private async Task<Result<RecallDetail>> ChangeAsync(
        Actor actor,
        Guid noticeId,
        Func<RecallNotice, DateTimeOffset, Result<string>> change,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Export) is { } refusal)
            return refusal;
        await using var changing = await Change.BeginAsync(databases, ct);
        await changing.LockAsync(LockOf(noticeId), ct);
        var notice = await changing.Db.Set<RecallNotice>().SingleOrDefaultAsync(n => n.Id == noticeId, ct);
        if (notice is null)
            return new NotFound("recall notice", noticeId.ToString());
        var changed = change(notice, tools.Time.GetUtcNow());
        if (!changed.Ok)
            return changed.Refusal;
        ledger.Append(
            changing.Db,
            actor,
            changed.Value,
            notice.Id,
            new
            {
                export = notice.ExportId,
                withdrawal = notice.WithdrawalId,
                notice.Way,
                notice.State,
            }
        );
        if (await changing.CommitAsync(ct) is { } unsaved)
            return unsaved;
        return await DetailAsync(changing.Db, noticeId, ct);
    }

    private async Task<Result<RecallDetail>> DetailAsync(GovernanceDb db, Guid noticeId, CancellationToken ct)
    {
        var notices = db.Set<RecallNotice>().AsNoTracking().Where(n => n.Id == noticeId);
        if (await Found(db, notices).SingleOrDefaultAsync(ct) is not { } found)
            return new NotFound("recall notice", noticeId.ToString());
        return new RecallDetail(
            Shown(found.Notice, found.Export.Recipient),
            RecallDocument.Of(found.Notice, found.Export, tools.Options.PortalAddress),
            found.Notice.WithdrawalId,
            found.Export.VersionId,
            found.Notice.NextAttemptAt
        );
    }

    private static IQueryable<FoundNotice> Found(GovernanceDb db, IQueryable<RecallNotice> notices) =>
        from notice in notices
        join export in db.Set<Export>() on notice.ExportId equals export.Id
        orderby notice.Id descending
        select new FoundNotice(notice, export);

    private sealed record FoundNotice(RecallNotice Notice, Export Export);
}
