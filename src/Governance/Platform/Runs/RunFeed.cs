using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Governance.Platform.Runs;

/// <summary>
/// Live progress for pages: workers announce with NOTIFY, every host with pages listens on one connection and tells
/// its subscribers. A page on one machine thus follows a worker on another.
/// </summary>
public sealed partial class RunFeed(IDbContextFactory<GovernanceDb> databases, ILogger<RunFeed> log) : BackgroundService
{
    private const string Channel = "governance_runs";

    /// <summary>Runs that are told of again after the connection was lost: more than anybody follows at once.</summary>
    private const int Recent = 200;

    private readonly ConcurrentDictionary<Guid, Action<Guid>> _subscribers = new();
    private bool _wasLost;

    /// <summary>Calls back with a run's id whenever it changes. Dispose to stop; the callback must be quick.</summary>
    public IDisposable Subscribe(Action<Guid> onChange)
    {
        var key = Guid.NewGuid();
        _subscribers[key] = onChange;
        return new Subscription(() => _subscribers.TryRemove(key, out _));
    }

    public int Subscribers => _subscribers.Count;

    internal static Task AnnounceAsync(GovernanceDb db, Guid runId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {runId.ToString()})", ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception lost) when (lost is not OperationCanceledException)
            {
                _wasLost = true;
                ConnectionLost(log, lost);
                await Task.Delay(TimeSpan.FromSeconds(2), stoppingToken);
            }
        }
    }

    private void Tell(Guid runId)
    {
        foreach (var subscriber in _subscribers.Values) subscriber(runId);
    }

    private static Task<List<Guid>> RecentAsync(GovernanceDb db, CancellationToken ct) =>
        db.Set<Run>().OrderByDescending(r => r.Id).Take(Recent).Select(r => r.Id).ToListAsync(ct);

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Database.OpenConnectionAsync(ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        connection.Notification += (_, e) =>
        {
            if (!Guid.TryParse(e.Payload, out var runId)) return;
            Tell(runId);
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection)) await listen.ExecuteNonQueryAsync(ct);
        // What was announced while nobody listened is not announced again.
        if (_wasLost) foreach (var runId in await RecentAsync(db, ct)) Tell(runId);
        while (true) await connection.WaitAsync(ct);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    [LoggerMessage(LogLevel.Warning, "The run feed lost its connection and will listen again.")]
    private static partial void ConnectionLost(ILogger log, Exception lost);
}
