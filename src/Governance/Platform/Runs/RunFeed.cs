namespace Governance.Platform.Runs;

/// <summary>Live progress for pages: a page on one machine follows a worker on another.</summary>
public sealed class RunFeed(Announcements announcements)
{
    private const string Topic = "runs";

    /// <summary>Calls back with a run's id whenever it changes. Dispose to stop; the callback must be quick.</summary>
    public IDisposable Subscribe(Action<Guid> onChange) => announcements.Subscribe(Topic, onChange);

    public int Subscribers => announcements.Subscribers(Topic);

    internal static Task AnnounceAsync(GovernanceDb db, Guid runId, CancellationToken ct) => Announcements.SendAsync(db, Topic, runId, ct);
}
