using Microsoft.EntityFrameworkCore;

namespace Governance.Platform.Runs;

/// <summary>Notifies pages of the progress of runs, also of those on another machine.</summary>
public sealed class RunFeed(Announcements announcements, IDbContextFactory<GovernanceDb> databases)
{
    private const string Topic = "runs";

    /// <summary>Latest runs that are announced again after a lost connection; more than anybody follows at once.</summary>
    private const int Recent = 200;

    /// <summary>Calls back with a run's id whenever it changes. Dispose to stop; the callback must be quick.</summary>
    public IDisposable Subscribe(Action<Guid> onChange) => announcements.Subscribe(Topic, id =>
        {
            if (id != Guid.Empty)
                onChange(id);
            else
                _ = TellRecentAsync(onChange);
        });

    /// <summary>How many callbacks of this process follow runs.</summary>
    public int Subscribers => announcements.Subscribers(Topic);

    internal static Task AnnounceAsync(GovernanceDb db, Guid runId, CancellationToken ct) =>
        Announcements.SendAsync(db, Topic, runId, ct);

    /// <summary>Announcements that were missed are not repeated, so subscribers are called with the latest runs.</summary>
    private async Task TellRecentAsync(Action<Guid> onChange)
    {
        await using var db = await databases.CreateDbContextAsync();
        foreach (
            var id in await db.Set<Run>().OrderByDescending(r => r.Id).Take(Recent).Select(r => r.Id).ToListAsync()
        )
            onChange(id);
    }
}
