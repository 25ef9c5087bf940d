using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>The door to what the portal holds of a subject: counts and recipients, no content.</summary>
public sealed class SubjectHoldings(IDbContextFactory<GovernanceDb> databases, TimeProvider time)
{
    /// <summary>Counts recordings, samples and sealed versions of a subject, and lists the exports with its samples.</summary>
    public async Task<Result<Holdings>> OfAsync(Actor actor, Guid subjectId, CancellationToken ct)
    {
        if (actor.Lacks(ConsentPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var samples = db.Set<Sample>().Where(s => s.SubjectId == subjectId);
        var recordings = await db.Set<Recording>().CountAsync(r => r.SubjectId == subjectId, ct);
        var datasets = await (
            from held in samples.GroupBy(s => s.DatasetId).Select(g => new { DatasetId = g.Key, Count = g.Count() })
            join dataset in db.Set<Dataset>() on held.DatasetId equals dataset.Id
            orderby dataset.Name, dataset.Id
            select new HeldDataset(dataset.Id, dataset.Name, held.Count)
        ).ToListAsync(ct);
        var versions = await db.Set<DatasetVersion>()
            .CountAsync(
                v =>
                    v.State == VersionState.Sealed
                    && db.Set<VersionSample>().Any(p => p.VersionId == v.Id && samples.Any(s => s.Id == p.SampleId)),
                ct
            );
        var exports = await (
            from export in db.Set<Export>()
            join purpose in db.Set<Purpose>() on export.PurposeId equals purpose.Id
            let count = db.Set<ExportedSample>()
                .Count(e => e.ExportId == export.Id && samples.Any(s => s.Id == e.SampleId))
            where count > 0
            orderby export.Id descending
            select new HeldExport(
                export.Id,
                export.VersionId,
                export.Recipient,
                purpose.Code,
                export.DeliveredAt,
                count
            )
        ).ToListAsync(ct);
        return new Holdings(recordings, datasets, versions, exports);
    }

    /// <summary>
    /// Counts the subjects whose withdrawn consent no withdrawal has carried out although there is something to do: a sealed version
    /// for the purpose has their samples, or no purpose permits their stored samples any more.
    /// </summary>
    public async Task<Result<int>> NotCarriedOutAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Lacks(ConsentPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        return await db
            .Database.SqlQuery<int>(
                $"""
                WITH effective AS (
                    SELECT DISTINCT ON (purpose_id, subject_id) purpose_id, subject_id, state, effective_at,
                        state IN ('Given', 'Renewed') AND (valid_until IS NULL OR valid_until > {now}) AS permits
                    FROM consent_records
                    WHERE effective_at <= {now}
                    ORDER BY purpose_id, subject_id, effective_at DESC, (state = 'Withdrawn') DESC, sequence DESC
                )
                SELECT count(DISTINCT c.subject_id)::int AS "Value"
                FROM effective c
                WHERE c.state = 'Withdrawn'
                    AND NOT EXISTS (
                        SELECT 1 FROM withdrawals w
                        WHERE w.subject_id = c.subject_id AND w.requested_at >= c.effective_at
                            AND (w.all_purposes OR w.purpose_ids @> to_jsonb(c.purpose_id::text))
                    )
                    AND EXISTS (
                        SELECT 1 FROM samples s
                        WHERE s.subject_id = c.subject_id
                            AND (
                                NOT EXISTS (SELECT 1 FROM effective e WHERE e.subject_id = c.subject_id AND e.permits)
                                OR EXISTS (
                                    SELECT 1 FROM version_samples p JOIN dataset_versions v ON v.id = p.version_id
                                    WHERE p.sample_id = s.id AND v.purpose_id = c.purpose_id AND v.state = 'Sealed'
                                )
                            )
                    )
                """
            )
            .SingleAsync(ct);
    }
}
