using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Annotation;

/// <remarks>This part answers a workbench that holds drafts and contents of earlier visits.</remarks>
public sealed partial class TaskContents
{
    /// <summary>Most tasks in one question.</summary>
    public const int MostHeld = 200;

    /// <summary>
    /// Tells for each task whether a browser may keep drafts and contents of its sample, by the same rule as the handing out of
    /// tasks. A lost lease changes nothing: the labels can still be sent after the task was taken again.
    /// </summary>
    /// <param name="taskIds">1 to 200 ids, in the order of the answer.</param>
    public async Task<Result<IReadOnlyList<HeldTask>>> HeldAsync(
        Actor actor,
        IReadOnlyList<Guid> taskIds,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AnnotationPolicies.Annotate) is { } refusal)
            return refusal;
        if (taskIds.Count is 0 or > MostHeld)
            return new HeldTasksOutOfRange(taskIds.Count);
        await using var db = await databases.CreateDbContextAsync(ct);
        var ids = taskIds.Distinct().ToArray();
        var tasks = await (
            from task in db.Set<AnnotationTask>().AsNoTracking()
            where ids.Contains(task.Id)
            join sample in db.Set<Sample>() on task.SampleId equals sample.Id
            select new Place(task.Id, task.ProjectId, sample.Id, sample.SubjectId, sample.Present)
        ).ToListAsync(ct);
        var sampleIds = tasks.Select(t => t.SampleId).Distinct().ToArray();
        var parts = (
            await db.Set<SamplePart>().AsNoTracking().Where(p => sampleIds.Contains(p.SampleId)).ToListAsync(ct)
        ).ToLookup(p => p.SampleId);
        var permitted = new Dictionary<Guid, HeldTask>();
        foreach (var project in tasks.GroupBy(t => t.ProjectId))
        {
            var context = (await LabelContext.OfProjectAsync(db, project.Key, ct))!;
            var subjectIds = project.Select(t => t.SubjectId).Distinct().ToArray();
            var consents = await ConsentGate
                .Effective(db, context.Project.PurposeId, time.GetUtcNow())
                .Where(c => subjectIds.Contains(c.SubjectId))
                .ToDictionaryAsync(c => c.SubjectId, ct);
            foreach (var task in project)
                if (
                    consents.GetValueOrDefault(task.SubjectId) is { } consent
                    && LabelGate.Why(consent, context.Needed, task.Present) is null
                )
                    permitted[task.TaskId] = new(
                        task.TaskId,
                        Permitted: true,
                        [
                            .. parts[task.SampleId]
                                .Where(p => consent.Modalities.Has(p.Modality))
                                .Select(p => p.Name)
                                .Order(),
                        ]
                    );
        }
        return Result.Of<IReadOnlyList<HeldTask>>([
            .. ids.Select(id => permitted.GetValueOrDefault(id) ?? new HeldTask(id, Permitted: false, [])),
        ]);
    }

    private sealed record Place(Guid TaskId, Guid ProjectId, Guid SampleId, Guid SubjectId, Modalities Present);
}
