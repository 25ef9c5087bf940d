namespace Governance.Web.Health;

internal sealed record InstallationView(
    string Version,
    string DatabaseVersion,
    long DatabaseBytes,
    long BlobDiskFree,
    long BlobDiskTotal,
    IReadOnlyList<CheckView> Checks,
    IReadOnlyList<QueueView> Queues,
    IReadOnlyList<WorkerView> Workers,
    IReadOnlyList<string> ExecutionProviders
);
