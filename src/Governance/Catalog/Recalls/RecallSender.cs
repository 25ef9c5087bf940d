using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Outbound;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>
/// Sends notices. An attempt first reserves its notice in the database, then sends, then records the outcome. A process that is
/// killed in between leaves the notice pending, and it is sent again after the reservation: at least once, with the same Message-ID
/// or Idempotency-Key.
/// </summary>
public sealed class RecallSender(
    IDbContextFactory<GovernanceDb> databases,
    Mailer mailer,
    WebhookClient webhooks,
    ContactRules contacts,
    RecallTools tools
) : IRecipientNotices
{
    /// <summary>How long an attempt reserves its notice; longer than any attempt takes.</summary>
    internal static readonly TimeSpan Reservation = TimeSpan.FromMinutes(5);

    /// <summary>How long a withdrawal sends; the rest is sent after it, so that a slow receiver does not hold it up.</summary>
    private static readonly TimeSpan LongestStage = TimeSpan.FromMinutes(2);
    private const int Batch = 50;

    /// <inheritdoc/>
    public async Task SendAsync(Guid withdrawalId, RunContext run, CancellationToken ct)
    {
        var due = await DueAsync(withdrawalId, ct);
        var begun = tools.Time.GetTimestamp();
        for (var i = 0; i < due.Count && tools.Time.GetElapsedTime(begun) < LongestStage; i++)
        {
            await run.ProgressAsync(new NotifyingRecipients(), i, due.Count, "notices", ct);
            await AttemptAsync(due[i], ct);
        }
        if (due.Count > 0)
            await run.ProgressAsync(new NotifyingRecipients(), due.Count, due.Count, "notices", ct);
    }

    /// <summary>Tries once to send each notice that is due; returns the number of attempts.</summary>
    public async Task<int> SendDueAsync(CancellationToken ct)
    {
        var attempts = 0;
        foreach (var notice in await DueAsync(null, ct))
            if (await AttemptAsync(notice, ct))
                attempts++;
        return attempts;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecipientNotice>> ListAsync(
        GovernanceDb db,
        Guid withdrawalId,
        CancellationToken ct
    )
    {
        var rows = await (
            from notice in db.Set<RecallNotice>().AsNoTracking()
            where notice.WithdrawalId == withdrawalId
            join export in db.Set<Export>() on notice.ExportId equals export.Id
            orderby export.Recipient, notice.Id
            select new { notice, export.Recipient }
        ).ToListAsync(ct);
        return [.. rows.Select(r => RecallNotices.Shown(r.notice, r.Recipient))];
    }

    private async Task<List<Guid>> DueAsync(Guid? withdrawalId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = tools.Time.GetUtcNow();
        var due = db.Set<RecallNotice>().Where(n => n.State == RecallState.Pending && n.NextAttemptAt <= now);
        if (withdrawalId is { } one)
            return await due.Where(n => n.WithdrawalId == one).OrderBy(n => n.Id).Select(n => n.Id).ToListAsync(ct);
        return await due.OrderBy(n => n.NextAttemptAt).ThenBy(n => n.Id).Select(n => n.Id).Take(Batch).ToListAsync(ct);
    }

    /// <summary>False when another attempt has the notice.</summary>
    private async Task<bool> AttemptAsync(Guid noticeId, CancellationToken ct)
    {
        if (!await ReserveAsync(noticeId, ct))
            return false;
        await using var db = await databases.CreateDbContextAsync(ct);
        var notice = await db.Set<RecallNotice>().AsNoTracking().SingleAsync(n => n.Id == noticeId, ct);
        var export = await db.Set<Export>().AsNoTracking().SingleAsync(e => e.Id == notice.ExportId, ct);
        var contact = await db.Set<ExportContact>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.ExportId == export.Id, ct);
        var failure = await TryAsync(notice, export, contact, ct);
        await RecordAsync(noticeId, AddressOf(notice.Way, contact), failure);
        return true;
    }

    private async Task<bool> ReserveAsync(Guid noticeId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = tools.Time.GetUtcNow();
        var until = now + Reservation;
        return await db.Set<RecallNotice>()
                .Where(n => n.Id == noticeId && n.State == RecallState.Pending && n.NextAttemptAt <= now)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(n => n.NextAttemptAt, until).SetProperty(n => n.Attempts, n => n.Attempts + 1),
                    ct
                ) > 0;
    }

    /// <summary>
    /// An attempt that breaks in an unknown way is tried again like any other, and holds up neither others nor the withdrawal.
    /// </summary>
    private async Task<SendFailure?> TryAsync(
        RecallNotice notice,
        Export export,
        ExportContact? contact,
        CancellationToken ct
    )
    {
        try
        {
            return await DeliverAsync(notice, export, contact, ct);
        }
        catch (Exception broken) when (!ct.IsCancellationRequested)
        {
            tools.Log(broken, notice.Id);
            return new(new RecallAttemptBroke(), Final: false);
        }
    }

    private async Task<SendFailure?> DeliverAsync(
        RecallNotice notice,
        Export export,
        ExportContact? contact,
        CancellationToken ct
    )
    {
        // The ways may have changed since the notice was written.
        if (AddressOf(notice.Way, contact) is not { } address)
            return new(new RecallWithoutAddress(), Final: true);
        var document = RecallDocument.Of(notice, export, tools.Options.PortalAddress);
        if (notice.Way == RecallWay.Email)
            return mailer.Configured
                ? await mailer.SendAsync(RecallMail.Of(document, address), ct)
                : new(new RecallWithoutMailServer(), Final: true);
        return contacts.SecretOf(contact!) is { } secret
            ? await webhooks.PostAsync(new(notice.Id, new(address), CanonicalJson.Bytes(document), secret), ct)
            : new(new RecallSecretUnreadable(), Final: true);
    }

    private static string? AddressOf(RecallWay way, ExportContact? contact) =>
        way switch
        {
            RecallWay.Email => contact?.Email,
            RecallWay.Webhook => contact?.Webhook,
            _ => null,
        };

    /// <summary>Not cancelled, because what was sent must be recorded.</summary>
    private async Task RecordAsync(Guid noticeId, string? address, SendFailure? failure)
    {
        var ct = CancellationToken.None;
        await using var change = await Change.BeginAsync(databases, ct);
        await change.LockAsync(RecallNotices.LockOf(noticeId), ct);
        var notice = await change.Db.Set<RecallNotice>().SingleAsync(n => n.Id == noticeId, ct);
        // A person has told the recipient in the meantime.
        if (notice.State != RecallState.Pending)
            return;
        var now = tools.Time.GetUtcNow();
        (notice.State, notice.LastErrorMessage) = (StateAfter(notice, failure), failure?.Why);
        notice.NextAttemptAt = notice.State == RecallState.Pending ? now + Backoff(notice.Attempts) : null;
        if (notice.State != RecallState.Pending)
            notice.StateAt = now;
        if (failure is null)
            notice.Told = new(Actor.Portal.Name, now);
        tools.Ledger.Append(
            change.Db,
            Actor.Portal,
            failure is null ? "recall-notice.sent" : "recall-notice.attempt-failed",
            notice.Id,
            new
            {
                export = notice.ExportId,
                withdrawal = notice.WithdrawalId,
                notice.Way,
                notice.State,
                notice.Attempts,
                error = failure?.Why.Code,
            },
            address is null ? [] : [new PersonalFact("address", address)]
        );
        await change.CommitAsync(ct);
    }

    private RecallState StateAfter(RecallNotice notice, SendFailure? failure) =>
        failure switch
        {
            null => RecallState.Sent,
            { Why: RecallWithoutMailServer } => RecallState.ToDo,
            { Final: true } => RecallState.Failed,
            _ => notice.Attempts >= tools.Options.MaxAttempts ? RecallState.Failed : RecallState.Pending,
        };

    /// <summary>1, 4, 16, 64 minutes … at most 12 hours.</summary>
    internal static TimeSpan Backoff(int attempts) =>
        TimeSpan.FromMinutes(Math.Min(Math.Pow(4, Math.Clamp(attempts - 1, 0, 10)), 12 * 60));
}
