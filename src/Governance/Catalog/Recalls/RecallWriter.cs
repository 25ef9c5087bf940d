using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Outbound;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>Writes the notices for one export, one for each way to reach its recipient.</summary>
public sealed class RecallWriter(Mailer mailer, LedgerEntries ledger, TimeProvider time)
{
    /// <summary>
    /// Name of the lock that a delivery and a withdrawal take before they change the list of exported samples, so that one of them
    /// sees the other's rows.
    /// </summary>
    internal const string Lock = "exported-samples";

    /// <summary>Adds the notices and the ledger entry to the caller's context, which also removes the exported samples.</summary>
    internal async Task AddAsync(
        GovernanceDb db,
        Erasure erasure,
        Export export,
        IReadOnlyList<RecalledSample> samples,
        CancellationToken ct
    )
    {
        var contact = await db.Set<ExportContact>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.ExportId == export.Id, ct);
        var notices = WaysOf(contact).Select(way => NoticeOf(erasure, export.Id, way, samples)).ToList();
        db.Set<RecallNotice>().AddRange(notices);
        ledger.Append(
            db,
            erasure.Actor,
            "export.recall-due",
            export.Id,
            new
            {
                withdrawal = erasure.WithdrawalId,
                samples = samples.Count,
                modalities = erasure.Scope.Recalled,
                export.ManifestDigest,
                notices = notices.ToDictionary(n => n.Id.ToString(), n => new { n.Way, n.State }),
            }
        );
    }

    private static IEnumerable<RecallWay> WaysOf(ExportContact? contact)
    {
        if (contact?.Email is not null)
            yield return RecallWay.Email;
        if (contact?.Webhook is not null)
            yield return RecallWay.Webhook;
        if (contact is null)
            yield return RecallWay.ByHand;
    }

    private RecallNotice NoticeOf(Erasure erasure, Guid exportId, RecallWay way, IReadOnlyList<RecalledSample> samples)
    {
        var now = time.GetUtcNow();
        var noServer = way == RecallWay.Email && !mailer.Configured;
        var byHand = way == RecallWay.ByHand || noServer;
        return new()
        {
            WithdrawalId = erasure.WithdrawalId,
            ExportId = exportId,
            Way = way,
            State = byHand ? RecallState.ToDo : RecallState.Pending,
            Samples = [.. samples],
            Modalities = erasure.Scope.Recalled,
            CreatedAt = now,
            StateAt = now,
            NextAttemptAt = byHand ? null : now,
            LastErrorMessage = noServer ? new RecallWithoutMailServer() : null,
        };
    }
}
