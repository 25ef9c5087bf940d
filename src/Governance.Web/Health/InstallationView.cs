using Governance.Platform.Blobs;

namespace Governance.Web.Health;

internal sealed record InstallationView(
    string Version,
    string DatabaseVersion,
    long DatabaseBytes,
    string BlobPlace,
    BlobSpace? UploadDisk,
    IReadOnlyList<CheckView> Checks,
    IReadOnlyList<QueueView> Queues,
    IReadOnlyList<WorkerView> Workers,
    IReadOnlyList<string> ExecutionProviders
);
