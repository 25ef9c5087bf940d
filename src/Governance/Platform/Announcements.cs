using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Governance.Platform;

/// <summary>
/// Announces changes to every host with PostgreSQL's NOTIFY; each host with pages listens on one connection and calls its
/// subscribers. An announcement inside a transaction is delivered when the transaction commits. A host that has lost its
/// connection misses announcements; once it is connected again, its subscribers are called with <see cref="Guid.Empty"/>.
/// </summary>
public sealed partial class Announcements(IDbContextFactory<GovernanceDb> databases, ILogger<Announcements> log)
    : BackgroundService
{
    private const string Channel = "governance";
    private readonly ConcurrentDictionary<Guid, (string Topic, Action<Guid> OnChange)> _subscribers = new();
    private bool _wasLost;

    /// <summary>
    /// Calls back with the id of what changed; the empty id means that anything may have changed. Dispose to stop. The callback
    /// must be quick.
    /// </summary>
    public IDisposable Subscribe(string topic, Action<Guid> onChange)
    {
        var key = Guid.NewGuid();
        _subscribers[key] = (topic, onChange);
        return new Subscription(() => _subscribers.TryRemove(key, out _));
    }

    /// <summary>How many callbacks of this process listen to the topic.</summary>
    public int Subscribers(string topic) => _subscribers.Values.Count(s => s.Topic == topic);

    internal static Task SendAsync(GovernanceDb db, string topic, Guid id, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {$"{topic} {id}"})", ct);

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

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Database.OpenConnectionAsync(ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        connection.Notification += (_, e) => Tell(e.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
            await listen.ExecuteNonQueryAsync(ct);
        if (_wasLost)
            foreach (var subscriber in _subscribers.Values)
                subscriber.OnChange(Guid.Empty);
        while (true)
            await connection.WaitAsync(ct);
    }

    private void Tell(string payload)
    {
        if (payload.Split(' ') is not [var topic, var text] || !Guid.TryParse(text, out var id))
            return;
        foreach (var subscriber in _subscribers.Values)
            if (subscriber.Topic == topic)
                subscriber.OnChange(id);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    [LoggerMessage(LogLevel.Warning, "The connection for announcements was lost and is opened again.")]
    private static partial void ConnectionLost(ILogger log, Exception lost);
}
