using System.Text.Json.Nodes;
using Governance.Catalog;
using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Governance.Annotation;

/// <summary>
/// The door to tasks: lease, extend, release, submit, skip, reopen. One person at a time holds a task, and the consent
/// gate is asked when it is handed out.
/// </summary>
public sealed class TaskQueue(
    IDbContextFactory<GovernanceDb> databases,
    AlignedSamples samples,
    LedgerEntries ledger,
    TimeProvider time,
    IOptions<AnnotationOptions> options
)
{
    /// <summary>
    /// The task that the annotator holds, or the next free one; null when no task can be handed out. A held task keeps its
    /// token, even after the lease has expired, until somebody else gets the task. A task with labels of another annotator
    /// is handed out only to that annotator or to somebody who sees all labels.
    /// </summary>
    /// <param name="prefer">A task to hand out first if it is free: one that the workbench lost and still has unsent labels of.</param>
    public async Task<Result<TaskHandout?>> NextAsync(Actor actor, Guid projectId, Guid? prefer, CancellationToken ct)
    {
        if (actor.Lacks(AnnotationPolicies.Annotate) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await LabelContext.OfProjectAsync(db, projectId, ct) is not { } context)
            return new NotFound("annotation project", projectId.ToString());
        if (context.Project.State == ProjectState.Closed)
            return new ProjectIsClosed(context.Project.Name);

        var grant = await new TaskGrant(db, context, actor, time, options.Value.Lease).TakeAsync(prefer, ct);
        if (grant is not var (task, visible))
            return Result.Of<TaskHandout?>(null);
        var sample = await samples.DetailAsync(db, task.SampleId, visible, null, ct)
            ?? throw new InvalidOperationException($"Task {task.Id} has no sample.");
        var annotations = await db.Set<SampleAnnotation>()
            .AsNoTracking()
            .SeenBy(actor)
            .Where(a => a.TaskId == task.Id && !a.Deleted)
            .OrderBy(a => a.Id)
            .ToListAsync(ct);
        return new TaskHandout(
            new(task.Id, task.ProjectId, task.SampleId, task.LeaseToken!.Value, task.LeaseUntil!.Value, task.Ordinal),
            sample,
            context.Definition,
            [
                .. (await LabelMask.ShownAsync(db, annotations, time.GetUtcNow(), ct)).Select(a => new SavedAnnotation(
                    a.Id,
                    a.Revision,
                    JsonNode.Parse(a.Body)!
                )),
            ],
            await ProgressAsync(db, context, actor, ct)
        );
    }

    /// <summary>Extends the lease, even after it has expired, unless somebody else got the task.</summary>
    /// <returns>The new end of the lease.</returns>
    public async Task<Result<DateTimeOffset>> HeartbeatAsync(
        Actor actor,
        Guid taskId,
        Guid leaseToken,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AnnotationPolicies.Annotate) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var until = time.GetUtcNow() + options.Value.Lease;
        var pushed = await Mine(db, actor, taskId, leaseToken)
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.LeaseUntil, until), ct);
        if (pushed == 1)
            return until;
        return await KnownAsync(db, taskId, ct) ? new LeaseLost() : new NotFound("task", taskId.ToString());
    }

    /// <summary>Releases a task; its labels stay. Releasing a task that the actor does not hold changes nothing.</summary>
    public async Task<Result> ReleaseAsync(Actor actor, Guid taskId, Guid leaseToken, CancellationToken ct)
    {
        if (actor.Lacks(AnnotationPolicies.Annotate) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var released = await EndLeases(Mine(db, actor, taskId, leaseToken), ct);
        return released == 1 || await KnownAsync(db, taskId, ct)
            ? Result.Done
            : new NotFound("task", taskId.ToString());
    }

    /// <summary>
    /// Submits a task and hands out the next; null when there is none. Repeating the call with the same token submits nothing twice.
    /// </summary>
    /// <param name="named">The revisions that the annotator saw; null to submit what is stored.</param>
    public async Task<Result<TaskHandout?>> SubmitAsync(
        Actor actor,
        Guid taskId,
        Guid leaseToken,
        IReadOnlyList<NamedRevision>? named,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AnnotationPolicies.Annotate) is { } refusal)
            return refusal;
        var ended = await EndAsync(
            actor,
            new(taskId, leaseToken, TaskState.Submitted, Reason: null),
            async (db, context, task) =>
            {
                var visible = await LabelGate.VisibleAsync(db, context, task.SampleId, time.GetUtcNow(), ct);
                return visible.Ok
                    ? await new SubmissionCheck(db, context.Definition, task).CheckAsync(visible.Value, named, ct)
                    : visible.Refusal;
            },
            ct
        );
        if (!ended.Ok)
            return ended.Refusal;
        // The task is submitted even if there is no next one, for example because the project was closed since.
        var next = await NextAsync(actor, ended.Value, null, ct);
        return Result.Of<TaskHandout?>(next.Ok ? next.Value : null);
    }

    /// <summary>Skips a task, with a reason of 1 to 500 characters. Labels that were saved stay.</summary>
    public async Task<Result> SkipAsync(Actor actor, Guid taskId, Guid leaseToken, string? reason, CancellationToken ct)
    {
        if (actor.Lacks(AnnotationPolicies.Annotate) is { } refusal)
            return refusal;
        if (string.IsNullOrWhiteSpace(reason))
            return new SkipReasonMissing();
        if (TextRule.Check("reason", reason.Trim(), 500) is { } unfit)
            return unfit;
        var ended = await EndAsync(actor, new(taskId, leaseToken, TaskState.Skipped, reason.Trim()), check: null, ct);
        return ended.Ok ? Result.Done : ended.Refusal;
    }

    /// <summary>Reopens a submitted or skipped task; its labels stay.</summary>
    public async Task<Result> ReopenAsync(Actor actor, Guid taskId, CancellationToken ct)
    {
        if (actor.Lacks(AnnotationPolicies.Manage) is { } refusal)
            return refusal;
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        var task = await LockAsync(db, taskId, ct);
        if (task is null)
            return new NotFound("task", taskId.ToString());
        if (task.State == TaskState.Open)
            return new TaskNotEnded();
        ledger.Append(db, actor, "task.reopened", task.Id, new { Project = task.ProjectId, Was = task.State });
        (task.State, task.LeaseToken, task.LeaseUserId, task.LeaseUntil) = (TaskState.Open, null, null, null);
        (task.EndedBy, task.EndedById, task.EndedAt, task.SkipReason) = (null, null, null, null);
        if (await change.CommitAsync(ct) is { } unsaved)
            return unsaved;
        return Result.Done;
    }

    private sealed record Ending(Guid TaskId, Guid LeaseToken, TaskState State, string? Reason);

    /// <summary>Ends a task as submitted or skipped and returns the id of its project. Idempotent by token.</summary>
    private async Task<Result<Guid>> EndAsync(
        Actor actor,
        Ending ending,
        Func<GovernanceDb, LabelContext, AnnotationTask, Task<Refusal?>>? check,
        CancellationToken ct
    )
    {
        var (taskId, leaseToken, state, reason) = ending;
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        var task = await LockAsync(db, taskId, ct);
        if (task is null)
            return new NotFound("task", taskId.ToString());
        if (task.State == state && task.LeaseToken == leaseToken && task.EndedById == actor.UserId)
            return task.ProjectId;
        var now = time.GetUtcNow();
        if (!task.IsHeldBy(actor.UserId, leaseToken, now))
            return new LeaseLost();
        var context = (await LabelContext.OfProjectAsync(db, task.ProjectId, ct))!;
        if (context.Project.State == ProjectState.Closed)
            return new ProjectIsClosed(context.Project.Name);
        if (check is not null && await check(db, context, task) is { } refusal)
            return refusal;

        (task.State, task.EndedById, task.EndedBy, task.EndedAt, task.SkipReason) = (
            state,
            actor.UserId,
            actor.Name,
            now,
            reason
        );
        var labels = await db.Set<SampleAnnotation>().CountAsync(a => a.TaskId == task.Id && !a.Deleted, ct);
        ledger.Append(
            db,
            actor,
            state == TaskState.Submitted ? "task.submitted" : "task.skipped",
            task.Id,
            new
            {
                Project = task.ProjectId,
                Sample = task.SampleId,
                Annotations = labels,
            }
        );
        if (await change.CommitAsync(ct) is { } unsaved)
            return unsaved;
        return task.ProjectId;
    }

    private async Task<TaskProgress> ProgressAsync(
        GovernanceDb db,
        LabelContext context,
        Actor actor,
        CancellationToken ct
    )
    {
        var now = time.GetUtcNow();
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var progress = await ProjectProgress.OfAsync(db, context, now, ct);
        var mine = await db.Set<AnnotationTask>()
            .CountAsync(
                t =>
                    t.ProjectId == context.Project.Id
                    && t.EndedById == actor.UserId
                    && t.State == TaskState.Submitted
                    && t.EndedAt >= today,
                ct
            );
        return new(
            progress.Submitted + progress.Skipped,
            progress.Total,
            mine,
            progress.Excluded,
            progress.ExcludedReason
        );
    }

    /// <summary>The task, locked until the transaction ends.</summary>
    internal static async Task<AnnotationTask?> LockAsync(GovernanceDb db, Guid taskId, CancellationToken ct) =>
        (
            await db.Set<AnnotationTask>()
                .FromSql($"SELECT * FROM annotation_tasks WHERE id = {taskId} FOR UPDATE")
                .ToListAsync(ct)
        ).SingleOrDefault();

    internal static Task<int> EndLeases(IQueryable<AnnotationTask> tasks, CancellationToken ct) =>
        tasks.ExecuteUpdateAsync(
            set =>
                set.SetProperty(t => t.LeaseToken, (Guid?)null)
                    .SetProperty(t => t.LeaseUserId, (Guid?)null)
                    .SetProperty(t => t.LeaseUntil, (DateTimeOffset?)null),
            ct
        );

    private static IQueryable<AnnotationTask> Mine(GovernanceDb db, Actor actor, Guid taskId, Guid leaseToken) =>
        db.Set<AnnotationTask>()
            .Where(t =>
                t.Id == taskId
                && t.State == TaskState.Open
                && t.LeaseToken == leaseToken
                && t.LeaseUserId == actor.UserId
            );

    private static Task<bool> KnownAsync(GovernanceDb db, Guid taskId, CancellationToken ct) =>
        db.Set<AnnotationTask>().AnyAsync(t => t.Id == taskId, ct);
}
