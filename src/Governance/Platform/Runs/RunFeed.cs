using Microsoft.EntityFrameworkCore;

namespace Governance.Platform.Runs;

/// <summary>Live progress for pages: a page on one machine follows a worker on another.</summary>
public sealed class RunFeed(Announcements announcements, IDbContextFactory<GovernanceDb> databases)
{
    private const string Topic = "runs";

    /// <summary>Runs that are told of again after the connection was lost: more than anybody follows at once.</summary>
    private const int Recent = 200;

    /// <summary>Calls back with a run's id whenever it changes. Dispose to stop; the callback must be quick.</summary>
    public IDisposable Subscribe(Action<Guid> onChange) => announcements.Subscribe(Topic, id =>
        {
            if (id != Guid.Empty)
                onChange(id);
            else
                _ = TellRecentAsync(onChange);
        });

    public int Subscribers => announcements.Subscribers(Topic);

    internal static Task AnnounceAsync(GovernanceDb db, Guid runId, CancellationToken ct) =>
        Announcements.SendAsync(db, Topic, runId, ct);

    /// <summary>What was announced while nobody listened is not announced again.</summary>
    private async Task TellRecentAsync(Action<Guid> onChange)
    {
        await using var db = await databases.CreateDbContextAsync();
        foreach (
            var id in await db.Set<Run>().OrderByDescending(r => r.Id).Take(Recent).Select(r => r.Id).ToListAsync()
        )
            onChange(id);
    }
}
