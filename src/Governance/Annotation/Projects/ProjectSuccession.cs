using Governance.Catalog;
using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Annotation;

/// <summary>
/// Moves the annotation projects of a withdrawn version to its successor, with all labels of other subjects. Samples that the
/// successor adds get tasks; open tasks that nobody has begun are deleted where the successor has no place for their sample.
/// </summary>
internal sealed class ProjectSuccession(LedgerEntries ledger, TimeProvider time) : IVersionUse
{
    public async Task MoveAsync(
        GovernanceDb db,
        Actor actor,
        DatasetVersion withdrawn,
        DatasetVersion successor,
        CancellationToken ct
    )
    {
        var ids = await db.Set<AnnotationProject>()
            .Where(p => p.VersionId == withdrawn.Id)
            .OrderBy(p => p.Id)
            .Select(p => p.Id)
            .ToListAsync(ct);
        foreach (var id in ids)
        {
            var dropped = await DropAsync(db, id, successor.Id, ct);
            var added = await AddAsync(db, id, successor.Id, ct);
            // Past the change tracker: a person who closes the project at the same time loses nothing.
            await db.Set<AnnotationProject>()
                .Where(p => p.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.VersionId, successor.Id), ct);
            ledger.Append(
                db,
                actor,
                "annotation-project.moved",
                id,
                new
                {
                    from = withdrawn.Id,
                    to = successor.Id,
                    added,
                    dropped,
                }
            );
        }
    }

    /// <summary>Deletes open tasks without labels and without a valid lease whose sample is not in the version.</summary>
    private Task<int> DropAsync(GovernanceDb db, Guid projectId, Guid versionId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return db.Set<AnnotationTask>()
            .Where(t => t.ProjectId == projectId && t.State == TaskState.Open)
            .Where(t => t.LeaseUntil == null || t.LeaseUntil <= now)
            .Where(t => !db.Set<SampleAnnotation>().Any(a => a.TaskId == t.Id))
            .Where(t => !db.Set<VersionSample>().Any(p => p.VersionId == versionId && p.SampleId == t.SampleId))
            .ExecuteDeleteAsync(ct);
    }

    /// <summary>Adds a task for each sample of the version that has none, after the project's last; returns how many.</summary>
    private static async Task<long> AddAsync(GovernanceDb db, Guid projectId, Guid versionId, CancellationToken ct)
    {
        var tasks = db.Set<AnnotationTask>().Where(t => t.ProjectId == projectId);
        var next = await tasks.MaxAsync(t => (int?)t.Ordinal, ct) + 1 ?? 0;
        var samples = await db.Set<VersionSample>()
            .Where(p => p.VersionId == versionId && p.SampleId != null)
            .Where(p => !tasks.Any(t => t.SampleId == p.SampleId))
            .OrderBy(p => p.Ordinal)
            .Select(p => p.SampleId!.Value)
            .ToListAsync(ct);
        return await db.CopyAsync(
            samples.Select(
                (sample, i) =>
                    new AnnotationTask
                    {
                        ProjectId = projectId,
                        SampleId = sample,
                        Ordinal = next + i,
                    }
            ),
            ct
        );
    }
}
