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
    /// Commits the rows of the samples that may be written; returns why each of the others may not. The gate is asked again under the
    /// lock that a withdrawal takes before it goes through the exports: what is withdrawn by now is left out, and a later withdrawal
    /// finds the rows.
    /// </summary>
    public static async Task<Dictionary<Guid, Exclusion>> AddAsync(
        IDbContextFactory<GovernanceDb> databases,
        Export export,
        IReadOnlyList<LeavingSample> samples,
        TimeProvider time,
        CancellationToken ct
    )
    {
        await using var change = await Change.BeginAsync(databases, ct);
        await change.LockAsync(RecallWriter.Lock, ct);
        var held = await HeldBackAsync(change.Db, export, samples, time.GetUtcNow(), ct);
        var rows = samples.Where(s => !held.ContainsKey(s.Row.SampleId)).Select(s => s.Row).ToList();
        var ids = rows.Select(r => r.SampleId).ToArray();
        // A repeated delivery replaces its rows, because another consent record may apply now.
        await change
            .Db.Set<ExportedSample>()
            .Where(s => s.ExportId == export.Id && ids.Contains(s.SampleId))
            .ExecuteDeleteAsync(ct);
        await change.Db.CopyAsync(rows, ct);
        if (await change.CommitAsync(ct) is { } unsaved)
            throw new InvalidOperationException($"Rows without texts were refused: {unsaved.Code}");
        return held;
    }

    private static async Task<Dictionary<Guid, Exclusion>> HeldBackAsync(
        GovernanceDb db,
        Export export,
        IReadOnlyList<LeavingSample> samples,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var subjects = samples.Select(s => s.SubjectId).Distinct().ToArray();
        var consents = await ConsentGate
            .Effective(db, export.PurposeId, now)
            .Where(c => subjects.Contains(c.SubjectId))
            .ToDictionaryAsync(c => c.SubjectId, ct);
        var held = new Dictionary<Guid, Exclusion>();
        foreach (var (subject, row) in samples)
        {
            var consent = consents.GetValueOrDefault(subject);
            var covered = consent?.Modalities ?? Modalities.None;
            if (ConsentGate.Why(consent?.State, consent?.Permits ?? false, covered, row.Modalities) is { } why)
                held[row.SampleId] = why;
        }
        return held;
    }
}
