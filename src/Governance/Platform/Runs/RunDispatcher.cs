using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Governance.Platform.Runs;

/// <summary>
/// Executes the runs of every kind that the queue calls for, through one method that is never renamed. It claims the row, so
/// that a second call for the same run does nothing, writes heartbeats while the job works, and writes how the run ended.
/// </summary>
public sealed partial class RunDispatcher(
    IDbContextFactory<GovernanceDb> databases,
    IServiceScopeFactory scopes,
    IEnumerable<RunKind> kinds,
    IOptions<RunsOptions> options,
    TimeProvider time,
    ILogger<RunDispatcher> log
)
{
    /// <summary>A worker without a heartbeat for this long counts as dead.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(20);

    /// <summary>Most attempts of a run that finds the database or the blob store unavailable; after the last one it fails.</summary>
    public const int MaxAttempts = 20;

    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);
    private static readonly string Owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>
    /// Executes a run to its end, or leaves it when another worker holds it. Hangfire calls it by its name, so it
    /// keeps it.
    /// </summary>
    public async Task ExecuteAsync(Guid runId, CancellationToken hostStops)
    {
        var run = await ClaimAsync(runId, hostStops);
        if (run is null)
            return;
        var kind = kinds.Single(k => k.Kind == run.Kind);

        await using var scope = scopes.CreateAsyncScope();
        var job = (IRunJob)scope.ServiceProvider.GetRequiredService(kind.Job);
        if (run.CancelRequested)
        {
            await CleanUpAsync(job, run);
            await EndAsync(runId, RunState.Cancelled, null);
        }
        else if (run.Kills >= options.Value.MaxKills)
            await GiveUpAsync(job, run);
        else
            await WorkAsync(job, run, hostStops);
    }

    private async Task WorkAsync(IRunJob job, Run run, CancellationToken hostStops)
    {
        using var work = CancellationTokenSource.CreateLinkedTokenSource(hostStops);
        var (again, lost) = (false, new StrongBox<bool>());
        var beating = BeatAsync(run.Id, work, lost, hostStops);
        try
        {
            await job.RunAsync(new RunContext(run.Id, run.TargetId, databases, time), work.Token);
            await EndAsync(run.Id, RunState.Succeeded, null);
        }
        catch (OperationCanceledException) when (hostStops.IsCancellationRequested)
        {
            // The host stops; the next host continues the run.
            await ReleaseAsync(run.Id);
        }
        catch (OperationCanceledException) when (lost.Value)
        {
            // Nobody cancelled it.
            again = true;
        }
        catch (OperationCanceledException) when (work.IsCancellationRequested)
        {
            await StoppedAsync(job, run);
        }
        catch (RunRefusedException refused)
        {
            if (refused.InnerException is { } cause)
                RunRefused(log, cause, run.Id, refused.Why.Code);
            await CleanUpAsync(job, run);
            await EndAsync(run.Id, RunState.Failed, refused.Why);
        }
        catch (Exception failure)
            when (Faults.Of(failure) is { Kind: RefusalKind.Busy } away && run.Attempt < MaxAttempts)
        {
            // The fault may be over in a moment, so the run is tried again.
            RunWaits(log, run.Id, away.Code, run.Attempt);
            again = true;
        }
        catch (Exception failure) when (Faults.Of(failure) is { } fault)
        {
            RunMetFault(log, failure, run.Id, fault.Code);
            await CleanUpAsync(job, run);
            await EndAsync(run.Id, RunState.Failed, fault);
        }
        catch (Exception failure)
        {
            RunFailed(log, failure, run.Id, run.Kind);
            await CleanUpAsync(job, run);
            await EndAsync(run.Id, RunState.Failed, new RunMetUnexpectedError(failure.GetType().Name, run.Id));
        }
        finally
        {
            await work.CancelAsync();
            await beating;
        }
        if (again && await LeaveAsync(run, hostStops))
            await ExecuteAsync(run.Id, hostStops);
    }

    /// <summary>
    /// Ends a run that a person cancelled. One that was only interrupted, because its heartbeat was lost, is queued
    /// again.
    /// </summary>
    private async Task StoppedAsync(IRunJob job, Run run)
    {
        await using var db = await databases.CreateDbContextAsync();
        if (!await db.Set<Run>().AnyAsync(r => r.Id == run.Id && r.CancelRequested))
        {
            await ReleaseAsync(run.Id);
            return;
        }
        await CleanUpAsync(job, run);
        await EndAsync(run.Id, RunState.Cancelled, null);
    }

    /// <summary>
    /// Fails a run that killed its workers, so that it kills no more. When its clean-up killed one as well, that is not
    /// tried again either.
    /// </summary>
    private async Task GiveUpAsync(IRunJob job, Run run)
    {
        GivenUp(log, run.Id, run.Kind, run.Kills);
        if (run.Kills == options.Value.MaxKills)
            await CleanUpAsync(job, run);
        await EndAsync(run.Id, RunState.Failed, new RunEndedItsWorker(run.Kills));
    }

    /// <summary>
    /// Takes a run that nobody holds: queued, or running with a stale heartbeat. A stale heartbeat counts as a kill of its worker,
    /// unless that was this process, which only lost its database for a while.
    /// </summary>
    private async Task<Run?> ClaimAsync(Guid runId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        var dead = now - StaleAfter;
        var claimed = await db.Set<Run>()
            .Where(r =>
                r.Id == runId && (r.State == RunState.Queued || r.State == RunState.Running && r.HeartbeatAt < dead)
            )
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(r => r.State, RunState.Running)
                        .SetProperty(r => r.Owner, Owner)
                        .SetProperty(r => r.HeartbeatAt, now)
                        .SetProperty(r => r.StartedAt, r => r.CancelRequested ? r.StartedAt : now)
                        .SetProperty(r => r.StageStartedAt, (DateTimeOffset?)null)
                        .SetProperty(
                            r => r.Kills,
                            r => r.State == RunState.Running && r.Owner != Owner ? r.Kills + 1 : r.Kills
                        )
                        .SetProperty(r => r.Attempt, r => r.Attempt + 1)
                        .SetProperty(r => r.ErrorMessage, (Message?)null),
                ct
            );
        if (claimed == 0)
            return null;
        await RunFeed.AnnounceAsync(db, runId, ct);
        return await db.Set<Run>().AsNoTracking().SingleAsync(r => r.Id == runId, ct);
    }

    /// <param name="lost">Set to true when the work is stopped because its heartbeat was lost.</param>
    private async Task BeatAsync(
        Guid runId,
        CancellationTokenSource work,
        StrongBox<bool> lost,
        CancellationToken hostStops
    )
    {
        using var timer = new PeriodicTimer(BeatEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(work.Token))
            {
                await using var db = await databases.CreateDbContextAsync(hostStops);
                var now = time.GetUtcNow();
                var mine = await db.Set<Run>()
                    .Where(r => r.Id == runId && r.Owner == Owner && !r.CancelRequested)
                    .ExecuteUpdateAsync(set => set.SetProperty(r => r.HeartbeatAt, now), hostStops);
                if (mine == 0)
                    await work.CancelAsync();
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

    private async Task CleanUpAsync(IRunJob job, Run run)
    {
        if (!await IsMineAsync(run.Id))
            return;
        try
        {
            await job.CleanUpAsync(run.TargetId, CancellationToken.None);
        }
        catch (Exception failure)
        {
            CleanUpFailed(log, failure, run.Id);
        }
    }

    private async Task<bool> IsMineAsync(Guid runId)
    {
        await using var db = await databases.CreateDbContextAsync();
        return await db.Set<Run>().AnyAsync(r => r.Id == runId && r.Owner == Owner);
    }

    private async Task EndAsync(Guid runId, RunState state, Message? error)
    {
        await using var db = await databases.CreateDbContextAsync();
        var now = time.GetUtcNow();
        await db.Set<Run>()
            .Where(r => r.Id == runId && r.Owner == Owner)
            .ExecuteUpdateAsync(set =>
                set.SetProperty(r => r.State, state)
                    .SetProperty(r => r.FinishedAt, now)
                    .SetProperty(r => r.ErrorMessage, error)
                    .SetProperty(r => r.Owner, (string?)null)
            );
        await RunFeed.AnnounceAsync(db, runId, CancellationToken.None);
    }

    /// <summary>
    /// Releases a run after the database or the blob store was unavailable, as soon as the database answers. False when it does
    /// not answer before the heartbeat is stale; then the sweep finds the run.
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
        await db.Set<Run>()
            .Where(r => r.Id == runId && r.Owner == Owner)
            .ExecuteUpdateAsync(set =>
                set.SetProperty(r => r.State, RunState.Queued)
                    .SetProperty(r => r.Owner, (string?)null)
                    .SetProperty(r => r.Kills, 0)
            );
    }

    [LoggerMessage(LogLevel.Information, "Run {RunId} is refused with “{Reason}”.")]
    private static partial void RunRefused(ILogger log, Exception cause, Guid runId, string reason);

    [LoggerMessage(LogLevel.Error, "Run {RunId} of kind {Kind} failed.")]
    private static partial void RunFailed(ILogger log, Exception failure, Guid runId, string kind);

    [LoggerMessage(LogLevel.Error, "Run {RunId} of kind {Kind} ended its worker {Kills} times and is given up.")]
    private static partial void GivenUp(ILogger log, Guid runId, string kind, int kills);

    [LoggerMessage(LogLevel.Warning, "Run {RunId} met “{Fault}” at attempt {Attempt} and is queued again.")]
    private static partial void RunWaits(ILogger log, Guid runId, string fault, int attempt);

    [LoggerMessage(LogLevel.Error, "Run {RunId} met “{Fault}” and failed.")]
    private static partial void RunMetFault(ILogger log, Exception failure, Guid runId, string fault);

    [LoggerMessage(LogLevel.Error, "Cleaning up after run {RunId} failed.")]
    private static partial void CleanUpFailed(ILogger log, Exception failure, Guid runId);

    [LoggerMessage(LogLevel.Warning, "Run {RunId} lost its heartbeat and stops here.")]
    private static partial void HeartbeatLost(ILogger log, Exception failure, Guid runId);
}
