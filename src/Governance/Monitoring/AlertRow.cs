namespace Governance.Monitoring;

/// <summary>An alert with what leads to it.</summary>
public sealed record AlertRow(
    DriftAlert Alert,
    Guid MonitorId,
    string Monitor,
    Guid DatasetId,
    string Batch,
    string Purpose,
    int BatchSamples
);
