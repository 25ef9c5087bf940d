using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Governance.Platform.Runs;

/// <summary>
/// Queues runs again that have no living worker (no heartbeat) or never reached the queue. Queuing twice is harmless, because
/// the dispatcher claims a run only once. Also deletes what dead workers left in the scratch folder.
/// </summary>
public sealed partial class RunSweep(
    IDbContextFactory<GovernanceDb> databases,
    IServiceProvider services,
    ScratchFolder scratch,
    TimeProvider time,
    ILogger<RunSweep> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan QueueGrace = TimeSpan.FromSeconds(60);
    private readonly Dictionary<Guid, DateTimeOffset> _requeued = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                SweepFailed(log, failure);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>One pass; returns how many runs were queued again.</summary>
    public async Task<int> SweepAsync(CancellationToken ct)
    {
        scratch.Sweep();
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        var dead = now - RunDispatcher.StaleAfter;
        var forgotten = now - QueueGrace;
        var stale = await db.Set<Run>()
            .AsNoTracking()
            .Where(r =>
                r.State == RunState.Running && r.HeartbeatAt < dead
                || r.State == RunState.Queued && r.CreatedAt < forgotten
            )
            .OrderBy(r => r.Id)
            .Take(100)
            .ToListAsync(ct);
        var count = 0;
        var jobs = services.GetRequiredService<JobRuns>();
        foreach (var run in stale)
        {
            // A run that waits behind others is queued again once a minute at most.
            if (_requeued.TryGetValue(run.Id, out var last) && now - last < QueueGrace)
                continue;
            _requeued[run.Id] = now;
            jobs.Enqueue(run);
            Requeued(log, run.Id, run.State);
            count++;
        }
        return count;
    }

    [LoggerMessage(LogLevel.Warning, "Run {RunId} was {State} without a living worker and is queued again.")]
    private static partial void Requeued(ILogger log, Guid runId, RunState state);

    [LoggerMessage(LogLevel.Error, "The sweep for stale runs failed and will try again.")]
    private static partial void SweepFailed(ILogger log, Exception failure);
}
