using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>
/// Lists samples as delivered before their first byte is written, so that a withdrawal finds the recipient also while a delivery
/// runs, and after its process was killed. A sample of an interrupted delivery stays listed, because it may have arrived.
/// </summary>
internal static class DeliveredSamples
{
    /// <summary>
    /// Commits the rows; returns the samples that may be written. Samples of a subject that has withdrawn since consent was checked,
    /// and whose withdrawal has already gone through the exports, are left out: nobody would find their rows again.
    /// </summary>
    public static async Task<HashSet<Guid>> AddAsync(
        IDbContextFactory<GovernanceDb> databases,
        Export export,
        IReadOnlyList<LeavingSample> samples,
        DateTimeOffset checkedAt,
        CancellationToken ct
    )
    {
        await using var change = await Change.BeginAsync(databases, ct);
        await change.LockAsync(RecallWriter.Lock, ct);
        var withdrawn = await WithdrawnAsync(change.Db, export, samples, checkedAt, ct);
        var rows = samples.Where(s => !withdrawn.Contains(s.SubjectId)).Select(s => s.Row).ToList();
        var ids = rows.Select(r => r.SampleId).ToArray();
        // A repeated delivery replaces its rows, because another consent record may apply now.
        await change
            .Db.Set<ExportedSample>()
            .Where(s => s.ExportId == export.Id && ids.Contains(s.SampleId))
            .ExecuteDeleteAsync(ct);
        await change.Db.CopyAsync(rows, ct);
        if (await change.CommitAsync(ct) is { } unsaved)
            throw new InvalidOperationException($"Rows without texts were refused: {unsaved.Code}");
        return [.. ids];
    }

    private static async Task<HashSet<Guid>> WithdrawnAsync(
        GovernanceDb db,
        Export export,
        IReadOnlyList<LeavingSample> samples,
        DateTimeOffset checkedAt,
        CancellationToken ct
    )
    {
        var subjects = samples.Select(s => s.SubjectId).Distinct().ToArray();
        var withdrawals = await db.Set<Withdrawal>()
            .AsNoTracking()
            .Where(w => subjects.Contains(w.SubjectId) && w.Requested.At >= checkedAt)
            .Where(w =>
                db.Set<WithdrawalStep>()
                    .Any(s => s.WithdrawalId == w.Id && s.Holding == ExportHolding.Holding && s.FinishedAt != null)
            )
            .ToListAsync(ct);
        return
        [
            .. withdrawals.Where(w => w.Erases || w.PurposeIds.Contains(export.PurposeId)).Select(w => w.SubjectId),
        ];
    }
}
