using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Governance.Platform.Runs;

/// <summary>
/// What the queue calls for every run, whatever its kind: one job method that is never renamed.
/// It claims the row (a second call for the same run finds nothing to claim and ends), beats while the job works,
/// and writes how it ended.
/// </summary>
public sealed partial class RunDispatcher(
    IDbContextFactory<GovernanceDb> databases, IServiceScopeFactory scopes, IEnumerable<RunKind> kinds,
    TimeProvider time, ILogger<RunDispatcher> log)
{
    /// <summary>A worker that has not beaten for this long is taken for dead.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(20);

    /// <summary>A run that finds the database or the blob folder away at every attempt is ended, in words.</summary>
    public const int MaxAttempts = 20;

    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(3);
    private static readonly string Owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    public async Task ExecuteAsync(Guid runId, CancellationToken hostStops)
    {
        var run = await ClaimAsync(runId, hostStops);
        if (run is null) return;
        var kind = kinds.Single(k => k.Kind == run.Kind);

        using var work = CancellationTokenSource.CreateLinkedTokenSource(hostStops);
        var (again, lost) = (false, new StrongBox<bool>());
        var beating = BeatAsync(runId, work, lost, hostStops);
        await using var scope = scopes.CreateAsyncScope();
        var job = (IRunJob)scope.ServiceProvider.GetRequiredService(kind.Job);
        try
        {
            await job.RunAsync(new RunContext(runId, run.TargetId, databases, time), work.Token);
            await EndAsync(runId, RunState.Succeeded, null);
        }
        catch (OperationCanceledException) when (hostStops.IsCancellationRequested)
        {
            // The host stops, the work does not: the next host takes it up again.
            await ReleaseAsync(runId);
        }
        catch (OperationCanceledException) when (lost.Value)
        {
            // Nobody cancelled it.
            again = true;
        }
        catch (OperationCanceledException) when (work.IsCancellationRequested)
        {
            await CleanUpAsync(job, runId, run.TargetId);
            await EndAsync(runId, RunState.Cancelled, null);
        }
        catch (RunRefusedException refused)
        {
            await CleanUpAsync(job, runId, run.TargetId);
            await EndAsync(runId, RunState.Failed, refused.Message);
        }
        catch (Exception failure) when (Faults.Of(failure) is { Kind: RefusalKind.Busy } away && run.Attempt < MaxAttempts)
        {
            // What may work in a moment is no failure.
            RunWaits(log, runId, away.Code, run.Attempt);
            again = true;
        }
        catch (Exception failure) when (Faults.Of(failure) is { } fault)
        {
            RunMetFault(log, failure, runId, fault.Code);
            await CleanUpAsync(job, runId, run.TargetId);
            await EndAsync(runId, RunState.Failed, $"{fault.What} {fault.Remedy}");
        }
        catch (Exception failure)
        {
            RunFailed(log, failure, runId, run.Kind);
            await CleanUpAsync(job, runId, run.TargetId);
            await EndAsync(runId, RunState.Failed, $"An unexpected error stopped it ({failure.GetType().Name}). The log has the detail under run {runId}.");
        }
        finally
        {
            await work.CancelAsync();
            await beating;
        }
        if (again && await LeaveAsync(run, hostStops)) await ExecuteAsync(runId, hostStops);
    }

    /// <summary>Takes the run when nobody holds it: queued, or running with a stale heartbeat.</summary>
    private async Task<Run?> ClaimAsync(Guid runId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        var dead = now - StaleAfter;
        var claimed = await db.Set<Run>()
            .Where(r => r.Id == runId && (r.State == RunState.Queued || r.State == RunState.Running && r.HeartbeatAt < dead))
            .ExecuteUpdateAsync(set => set
                .SetProperty(r => r.State, RunState.Running).SetProperty(r => r.Owner, Owner)
                .SetProperty(r => r.HeartbeatAt, now).SetProperty(r => r.StartedAt, now)
                .SetProperty(r => r.Attempt, r => r.Attempt + 1).SetProperty(r => r.Error, (string?)null), ct);
        if (claimed == 0) return null;
        await RunFeed.AnnounceAsync(db, runId, ct);
        return await db.Set<Run>().AsNoTracking().SingleAsync(r => r.Id == runId, ct);
    }

    /// <param name="lost">Becomes true when the work is stopped because its heartbeat was lost.</param>
    private async Task BeatAsync(Guid runId, CancellationTokenSource work, StrongBox<bool> lost, CancellationToken hostStops)
    {
        using var timer = new PeriodicTimer(BeatEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(work.Token))
            {
                await using var db = await databases.CreateDbContextAsync(hostStops);
                var now = time.GetUtcNow();
                var mine = await db.Set<Run>().Where(r => r.Id == runId && r.Owner == Owner && !r.CancelRequested)
                    .ExecuteUpdateAsync(set => set.SetProperty(r => r.HeartbeatAt, now), hostStops);
                if (mine == 0) await work.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
        catch (Exception unreachable)
        {
            // Without a heartbeat another process may take the run: stop before two work on it.
            HeartbeatLost(log, unreachable, runId);
            lost.Value = true;
            await work.CancelAsync();
        }
    }

    private async Task CleanUpAsync(IRunJob job, Guid runId, Guid targetId)
    {
        if (!await IsMineAsync(runId)) return;
        try
        {
            await job.CleanUpAsync(targetId, CancellationToken.None);
        }
        catch (Exception failure)
        {
            CleanUpFailed(log, failure, runId);
        }
    }

    private async Task<bool> IsMineAsync(Guid runId)
    {
        await using var db = await databases.CreateDbContextAsync();
        return await db.Set<Run>().AnyAsync(r => r.Id == runId && r.Owner == Owner);
    }

    private async Task EndAsync(Guid runId, RunState state, string? error)
    {
        await using var db = await databases.CreateDbContextAsync();
        var now = time.GetUtcNow();
        await db.Set<Run>().Where(r => r.Id == runId && r.Owner == Owner).ExecuteUpdateAsync(set => set
            .SetProperty(r => r.State, state).SetProperty(r => r.FinishedAt, now).SetProperty(r => r.Error, error)
            .SetProperty(r => r.Owner, (string?)null));
        await RunFeed.AnnounceAsync(db, runId, CancellationToken.None);
    }

    /// <summary>
    /// Gives up a run whose database or blob folder was away, as soon as the database answers. False where it does not answer
    /// before the heartbeat is stale: then the sweep finds the run.
    /// </summary>
    private async Task<bool> LeaveAsync(Run run, CancellationToken hostStops)
    {
        var begun = time.GetTimestamp();
        var pause = TimeSpan.FromSeconds(Math.Min(run.Attempt, 5));
        for (; time.GetElapsedTime(begun) < StaleAfter / 2; pause = TimeSpan.FromSeconds(1))
        {
            try
            {
                await Task.Delay(pause, hostStops);
                await ReleaseAsync(run.Id);
                return true;
            }
            catch (Exception away) when (Faults.Of(away) is not null)
            {
                // Tried again in a second.
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
        return false;
    }

    private async Task ReleaseAsync(Guid runId)
    {
        await using var db = await databases.CreateDbContextAsync();
        await db.Set<Run>().Where(r => r.Id == runId && r.Owner == Owner).ExecuteUpdateAsync(set => set
            .SetProperty(r => r.State, RunState.Queued).SetProperty(r => r.Owner, (string?)null));
    }

    [LoggerMessage(LogLevel.Error, "Run {RunId} of kind {Kind} failed.")]
    private static partial void RunFailed(ILogger log, Exception failure, Guid runId, string kind);

    [LoggerMessage(LogLevel.Warning, "Run {RunId} met “{Fault}” at attempt {Attempt} and is queued again.")]
    private static partial void RunWaits(ILogger log, Guid runId, string fault, int attempt);

    [LoggerMessage(LogLevel.Error, "Run {RunId} met “{Fault}” and failed.")]
    private static partial void RunMetFault(ILogger log, Exception failure, Guid runId, string fault);

    [LoggerMessage(LogLevel.Error, "Cleaning up after run {RunId} failed.")]
    private static partial void CleanUpFailed(ILogger log, Exception failure, Guid runId);

    [LoggerMessage(LogLevel.Warning, "Run {RunId} lost its heartbeat and stops here.")]
    private static partial void HeartbeatLost(ILogger log, Exception failure, Guid runId);
}
