using Hangfire;
using Hangfire.States;
using Microsoft.EntityFrameworkCore;

namespace Governance.Platform.Runs;

public sealed record RunIsOver(string Title) : Refusal($"“{Title}” has already ended.", "There is nothing left to cancel.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The door to long work: start it, watch it, cancel it.</summary>
public sealed class RunBook(
    IDbContextFactory<GovernanceDb> databases, IBackgroundJobClient queue, IEnumerable<RunKind> kinds, TimeProvider time)
{
    /// <summary>
    /// Hands a committed run to the queue. Call it after the transaction that added the row; when the process dies
    /// between the two, the sweep finds the row and does the same.
    /// </summary>
    public void Enqueue(Run run)
    {
        var kind = kinds.Single(k => k.Kind == run.Kind);
        try
        {
            queue.Create<RunDispatcher>(d => d.ExecuteAsync(run.Id, CancellationToken.None), new EnqueuedState(kind.Queue));
        }
        catch (Exception away) when (Faults.Of(away) is not null)
        {
            // What was asked for is kept; to say otherwise would have it done twice. The sweep queues it.
        }
    }

    public async Task<Run?> FindAsync(Guid runId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Run>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId, ct);
    }

    /// <summary>Running and queued work, and what ended within <paramref name="recently"/>; newest first, at most 50.</summary>
    public async Task<IReadOnlyList<Run>> CurrentAsync(TimeSpan recently, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var since = time.GetUtcNow() - recently;
        return await db.Set<Run>().AsNoTracking().Where(r => r.FinishedAt == null || r.FinishedAt > since)
            .OrderByDescending(r => r.CreatedAt).ThenBy(r => r.Id).Take(50).ToListAsync(ct);
    }

    public async Task<Result<Page<Run>>> ListAsync(Guid? datasetId, string? cursor, int? size, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var take = Cursor.Size(size);
        var runs = db.Set<Run>().AsNoTracking();
        if (datasetId is not null) runs = runs.Where(r => r.DatasetId == datasetId);
        // Version 7 ids ascend with time, so the id alone orders the list and resumes it.
        if (!Cursor.TryRead(cursor, out Guid? after)) return new CursorUnknown();
        if (after is not null) runs = runs.Where(r => r.Id.CompareTo(after.Value) < 0);
        return Cursor.Cut(await runs.OrderByDescending(r => r.Id).Take(take + 1).ToListAsync(ct), take, r => r.Id.ToString());
    }

    /// <summary>What the run would not take, in the order in which it met them.</summary>
    public async Task<GridPage<RunRefusal>> RefusalsAsync(Guid runId, int skip, int take, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var refusals = db.Set<RunRefusal>().AsNoTracking().Where(r => r.RunId == runId);
        var total = await refusals.CountAsync(ct);
        return new(await refusals.OrderBy(r => r.Id).Skip(skip).Take(Math.Min(take, Cursor.MaxPageSize)).ToListAsync(ct), total);
    }

    /// <summary>Asks the run to stop; it stops at its next heartbeat, within about three seconds, and cleans up.</summary>
    public async Task<Result> CancelAsync(Guid runId, Actor actor, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var run = await db.Set<Run>().SingleOrDefaultAsync(r => r.Id == runId, ct);
        if (run is null) return new NotFound("run", runId.ToString());
        if (run.StartedById != actor.UserId && actor.Lacks(PlatformPolicies.ManageRuns) is { } refusal) return refusal;
        if (run.IsOver) return new RunIsOver(run.Title);
        run.CancelRequested = true;
        if (run.State == RunState.Queued)
        {
            run.State = RunState.Cancelled;
            run.FinishedAt = time.GetUtcNow();
        }
        await db.SaveChangesAsync(ct);
        await RunFeed.AnnounceAsync(db, runId, ct);
        return Result.Done;
    }
}
