using Governance.Inference;
using Governance.Platform;
using Governance.Platform.Blobs;
using Hangfire;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Governance.Web.Health;

/// <summary>One worker process, as its heartbeat reports it.</summary>
internal sealed record WorkerView(string Name, int Threads, DateTimeOffset? LastSeen);

/// <summary>How many jobs of a queue wait, and how many run.</summary>
internal sealed record QueueView(string Name, long Waiting, long InHand);

/// <summary>The door to the installation's own state: storage, queues, workers, execution providers.</summary>
internal sealed class Installation(
    PortalDatabase database,
    HealthCheckService checks,
    JobStorage jobs,
    IBlobStore blobs
)
{
    public async Task<Result<InstallationView>> ReadAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Lacks(PlatformPolicies.ReadHealth) is { } refusal)
            return refusal;
        var report = await checks.CheckHealthAsync(ct);
        var (version, bytes) = await database.SizeAsync(ct);
        var monitor = jobs.GetMonitoringApi();
        return new InstallationView(
            CodeVersion.Current,
            version,
            bytes,
            blobs.Place,
            await blobs.SpaceAsync(ct),
            [
                .. report.Entries.Select(e => new CheckView(
                    e.Key,
                    e.Value.Status == HealthStatus.Healthy,
                    e.Value.Description
                )),
            ],
            [.. PlatformModule.Queues.Select(q => new QueueView(q, monitor.EnqueuedCount(q), monitor.FetchedCount(q)))],
            [
                .. monitor
                    .Servers()
                    .Select(s => new WorkerView(
                        s.Name,
                        s.WorkersCount,
                        s.Heartbeat is { } beat ? new DateTimeOffset(beat, TimeSpan.Zero) : null
                    )),
            ],
            ExecutionProviders.Available
        );
    }
}
