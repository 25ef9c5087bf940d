using Hangfire;
using Hangfire.States;
using Microsoft.EntityFrameworkCore;

namespace Governance.Platform.Runs;

/// <summary>Starts, lists and cancels jobs.</summary>
public sealed partial class JobRuns(
    IDbContextFactory<GovernanceDb> databases,
    IBackgroundJobClient queue,
    IEnumerable<RunKind> kinds,
    RunDispatcher dispatcher,
    TimeProvider time
)
{
    /// <summary>Adds a run to the caller's unit of work; call <see cref="Enqueue"/> once it is committed.</summary>
    public Run Add(GovernanceDb db, Actor actor, NewRun wanted)
    {
        var run = new Run
        {
            Id = wanted.Id,
            Kind = wanted.Kind,
            TitleMessage = wanted.Title,
            TargetId = wanted.TargetId,
            DatasetId = wanted.DatasetId,
            StartedById = actor.UserId,
            StartedBy = actor.Name,
            CreatedAt = time.GetUtcNow(),
            Unit = wanted.Unit,
        };
        db.Add(run);
        return run;
    }

    /// <summary>
    /// Starts a job that needs no row besides its run. Only the portal itself may: the doors of other jobs check their own
    /// permissions.
    /// </summary>
    public async Task<Result<Run>> StartAsync(Actor actor, NewRun wanted, CancellationToken ct)
    {
        if (actor.Lacks(Actor.Anything) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var run = Add(db, actor, wanted);
        if (await db.TrySaveAsync(ct) is { } unsaved)
            return unsaved;
        Enqueue(run);
        return run;
    }

    /// <summary>
    /// Queues a committed run. Call it after the transaction that added the row; when the process dies between the two, the
    /// sweep finds the row and queues it.
    /// </summary>
    public void Enqueue(Run run)
    {
        var kind = kinds.Single(k => k.Kind == run.Kind);
        try
        {
            queue.Create<RunDispatcher>(
                d => d.ExecuteAsync(run.Id, CancellationToken.None),
                new EnqueuedState(kind.Queue)
            );
        }
        catch (Exception away) when (Faults.Of(away) is not null)
        {
            // The run is committed, so the request has succeeded: a refusal makes people start it twice. The sweep queues it.
        }
    }

    /// <summary>The run. An actor who may not see it gets the same refusal as for a run that does not exist.</summary>
    public async Task<Result<Run>> FindAsync(Actor actor, Guid runId, CancellationToken ct)
    {
        if (actor.Lacks(PlatformPolicies.ReadRuns) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await Visible(db, actor).SingleOrDefaultAsync(r => r.Id == runId, ct) is { } run ? run : Unknown(runId);
    }

    /// <summary>The latest run of a kind about a row; null when there is none that the actor may see.</summary>
    public async Task<Result<Run?>> LastAsync(Actor actor, string kind, Guid targetId, CancellationToken ct)
    {
        if (actor.Lacks(PlatformPolicies.ReadRuns) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return Result.Of(
            await Visible(db, actor)
                .Where(r => r.TargetId == targetId && r.Kind == kind)
                .OrderByDescending(r => r.Id)
                .FirstOrDefaultAsync(ct)
        );
    }

    /// <summary>How many runs that the actor started failed since an instant.</summary>
    public async Task<int> OwnFailedAsync(Actor actor, DateTimeOffset since, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Run>()
            .CountAsync(r => r.StartedById == actor.UserId && r.State == RunState.Failed && r.FinishedAt > since, ct);
    }

    /// <summary>Running and queued runs, and those that ended within <paramref name="recently"/>; newest first, at most 50.</summary>
    public async Task<IReadOnlyList<Run>> CurrentAsync(Actor actor, TimeSpan recently, CancellationToken ct)
    {
        if (!actor.May(PlatformPolicies.ReadRuns))
            return [];
        await using var db = await databases.CreateDbContextAsync(ct);
        var since = time.GetUtcNow() - recently;
        return await Visible(db, actor)
            .Where(r => r.FinishedAt == null || r.FinishedAt > since)
            .OrderByDescending(r => r.CreatedAt)
            .ThenBy(r => r.Id)
            .Take(50)
            .ToListAsync(ct);
    }

    /// <summary>Runs that the actor may see, newest first.</summary>
    public async Task<Result<Page<Run>>> ListAsync(
        Actor actor,
        Guid? datasetId,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(PlatformPolicies.ReadRuns) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var runs = Visible(db, actor);
        if (datasetId is not null)
            runs = runs.Where(r => r.DatasetId == datasetId);
        // Version 7 ids ascend with time, so the id alone orders the list and resumes it.
        return await runs.ToPageAsync(r => r.Id, new(cursor, size), ct);
    }

    /// <summary>What the run refused, in the order in which it met it.</summary>
    public async Task<Result<GridPage<RunRefusal>>> RefusalsAsync(
        Actor actor,
        Guid runId,
        int skip,
        int take,
        CancellationToken ct
    )
    {
        if (actor.Lacks(PlatformPolicies.ReadRuns) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!await Visible(db, actor).AnyAsync(r => r.Id == runId, ct))
            return Unknown(runId);
        var refusals = db.Set<RunRefusal>().AsNoTracking().Where(r => r.RunId == runId);
        var total = await refusals.CountAsync(ct);
        var page = await refusals
            .OrderBy(r => r.Id)
            .Skip(skip)
            .Take(Math.Min(take, Cursor.MaxPageSize))
            .ToListAsync(ct);
        return new GridPage<RunRefusal>(page, total);
    }

    /// <summary>
    /// Cancels a run. A running one stops at its next heartbeat, within about a second, and cleans up; a queued one is cleaned up
    /// here.
    /// </summary>
    public async Task<Result> CancelAsync(Guid runId, Actor actor, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var run = await Visible(db, actor).SingleOrDefaultAsync(r => r.Id == runId, ct);
        if (run is null)
            return Unknown(runId);
        if (run.StartedById != actor.UserId && actor.Lacks(PlatformPolicies.ManageRuns) is { } refusal)
            return refusal;
        // Set in the database, so that a concurrent heartbeat does not undo it.
        var asked = await db.Set<Run>()
            .Where(r => r.Id == runId && (r.State == RunState.Queued || r.State == RunState.Running))
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.CancelRequested, true), ct);
        if (asked == 0)
            return new RunIsOver(run.Title);
        if (run.State == RunState.Queued)
            await dispatcher.ExecuteAsync(runId, CancellationToken.None);
        await RunFeed.AnnounceAsync(db, runId, ct);
        return Result.Done;
    }

    /// <summary>
    /// The runs that the actor started, and those of kinds that the actor may read. A run of a kind that no module registers is
    /// visible to its starter alone.
    /// </summary>
    private IQueryable<Run> Visible(GovernanceDb db, Actor actor)
    {
        var runs = db.Set<Run>().AsNoTracking();
        if (actor.May(Actor.Anything))
            return runs;
        var readable = kinds.Where(k => actor.May(k.ReadWith)).Select(k => k.Kind).ToArray();
        return runs.Where(r => r.StartedById == actor.UserId || readable.Contains(r.Kind));
    }

    private static NotFound Unknown(Guid runId) => new("run", runId.ToString());
}
