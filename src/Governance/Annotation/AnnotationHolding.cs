using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;

namespace Governance.Annotation;

/// <summary>Annotation tasks on the subject's samples, with their leases and labels.</summary>
internal sealed class AnnotationHolding(TimeProvider time) : ISubjectHolding
{
    private const int Batch = 500;

    public string Name => "annotations";
    public Message Title => new HeldAnnotations();
    public HoldingPlace Place => HoldingPlace.Annotations;
    public HoldingFate Fate => HoldingFate.Deleted;
    public Message WhatHappens => new AnnotationsDeleted();
    public IReadOnlyList<string> Tables => ["annotation_tasks", "annotations"];
    public IReadOnlyList<string> BlobColumns => [];

    public async Task<Held> FindAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct)
    {
        var projects = await (
            from held in (await ReachedAsync(db, scope, ct))
                .GroupBy(t => t.ProjectId)
                .Select(g => new { Id = g.Key, Count = g.Count() })
            join project in db.Set<AnnotationProject>() on held.Id equals project.Id
            orderby project.Name
            select new HeldThing(project.Name, held.Count, project.Id)
        ).ToListAsync(ct);
        return new(projects.Sum(p => p.Count), [.. projects.Take(Held.Most)]);
    }

    public async Task<ErasedBatch> EraseAsync(GovernanceDb db, Erasure erasure, CancellationToken ct)
    {
        var tasks = await (await ReachedAsync(db, erasure.Scope, ct))
            .OrderBy(t => t.Id)
            .Select(t => t.Id)
            .Take(Batch)
            .ToArrayAsync(ct);
        if (tasks.Length == 0)
            return ErasedBatch.Nothing;
        var labels = await db.Set<SampleAnnotation>()
            .Where(a => tasks.Contains(a.TaskId))
            .Select(a => a.Id)
            .ToListAsync(ct);
        await ErasureTrail.InvalidateAsync(
            db,
            new(erasure.ActivityId, erasure.RunId, erasure.Actor, time.GetUtcNow()),
            [.. labels.Select(ThingKey.Annotation)],
            ct
        );
        return ErasedBatch.Of(
            await db.Set<AnnotationTask>().Where(t => tasks.Contains(t.Id)).ExecuteDeleteAsync(ct),
            more: tasks.Length == Batch
        );
    }

    /// <summary>
    /// A withdrawal of some purposes reaches only the tasks of projects with those purposes; one of some modalities, only projects
    /// whose labels need one of them. Labels of other projects on a withdrawn part are hidden by <see cref="LabelMask"/>.
    /// </summary>
    private static async Task<IQueryable<AnnotationTask>> ReachedAsync(
        GovernanceDb db,
        WithdrawalScope scope,
        CancellationToken ct
    )
    {
        var (subject, purposes) = (scope.SubjectId, scope.Purposes);
        var tasks = db.Set<AnnotationTask>()
            .Where(t => db.Set<Sample>().Any(s => s.Id == t.SampleId && s.SubjectId == subject));
        if (scope.Erases)
            return tasks;
        var projects = db.Set<AnnotationProject>().Where(p => purposes.Contains(p.PurposeId));
        if (scope.Partial)
        {
            var needing = (
                await (
                    from project in projects
                    join schema in db.Set<LabelSchemaVersion>() on project.SchemaVersionId equals schema.Id
                    select new { project.Id, schema.Definition }
                ).ToListAsync(ct)
            )
                .Where(p => (p.Definition.Needed() & scope.Modalities) != Modalities.None)
                .Select(p => p.Id)
                .ToArray();
            projects = projects.Where(p => needing.Contains(p.Id));
        }
        return tasks.Where(t => projects.Any(p => p.Id == t.ProjectId));
    }
}
