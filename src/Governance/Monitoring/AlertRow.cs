namespace Governance.Monitoring;

/// <summary>An alert with its monitor and batch.</summary>
/// <param name="Monitor">Name of the monitor.</param>
/// <param name="DatasetId">The dataset of the batch.</param>
/// <param name="Batch">Name of the batch's version.</param>
/// <param name="Purpose">Code of the purpose.</param>
/// <param name="BatchSamples">Number of samples of the batch's version.</param>
public sealed record AlertRow(
    DriftAlert Alert,
    Guid MonitorId,
    string Monitor,
    Guid DatasetId,
    string Batch,
    string Purpose,
    int BatchSamples
);
