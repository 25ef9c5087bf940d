using Governance.Catalog;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Annotation;

/// <summary>
/// The door to the contents of the task that an annotator holds. Every read checks the lease and consent, because
/// annotators see samples only through their tasks.
/// </summary>
public sealed partial class TaskContents(
    IDbContextFactory<GovernanceDb> databases,
    AlignedSamples samples,
    TimeProvider time
)
{
    /// <summary>Opens the content of an image or a text part; the caller disposes the stream.</summary>
    public async Task<Result<PartContent>> OpenAsync(Actor actor, Guid taskId, string part, CancellationToken ct)
    {
        var seen = await SeenAsync(actor, taskId, p => p.Name == part, part, ct);
        return seen.Ok
            ? await samples.OpenAsync(seen.Value.SampleId, seen.Value.Name, thumbnail: false, ct)
            : seen.Refusal;
    }

    /// <summary>A time range of a sensor stream, reduced to the number of points that <paramref name="window"/> asks for.</summary>
    public async Task<Result<SeriesStretch>> SeriesAsync(
        Actor actor,
        Guid taskId,
        Guid streamId,
        SeriesRange window,
        CancellationToken ct
    )
    {
        var seen = await SeenAsync(
            actor,
            taskId,
            p => p.StreamId == streamId && p.Modality == Modality.Sensor,
            streamId.ToString(),
            ct
        );
        return seen.Ok
            ? await samples.ReadSeriesAsync(streamId, window.FromNs, window.ToNs, window.Points, ct)
            : seen.Refusal;
    }

    private async Task<Result<SamplePart>> SeenAsync(
        Actor actor,
        Guid taskId,
        System.Linq.Expressions.Expression<Func<SamplePart, bool>> which,
        string name,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AnnotationPolicies.Annotate) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        var task = await db.Set<AnnotationTask>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == taskId, ct);
        if (task is null)
            return new NotFound("task", taskId.ToString());
        if (task.State != TaskState.Open || task.LeaseUserId != actor.UserId || !(task.LeaseUntil > now))
            return new LeaseLost();
        var context = (await LabelContext.OfProjectAsync(db, task.ProjectId, ct))!;
        var visible = await LabelGate.VisibleAsync(db, context, task.SampleId, now, ct);
        if (!visible.Ok)
            return visible.Refusal;
        var part = await db.Set<SamplePart>()
            .AsNoTracking()
            .Where(p => p.SampleId == task.SampleId)
            .Where(which)
            .FirstOrDefaultAsync(ct);
        if (part is null)
            return new NotFound("part of this task", name);
        return (visible.Value & part.Modality.AsSet()) != 0 ? part : new PartWithheld(part.Name);
    }
}
