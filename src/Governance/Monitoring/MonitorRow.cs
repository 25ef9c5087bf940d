namespace Governance.Monitoring;

/// <summary>A monitor with the names around it and how it stands.</summary>
/// <param name="Open">Its alerts that nobody has closed.</param>
public sealed record MonitorRow(
    DriftMonitor Monitor,
    Guid DatasetId,
    string Dataset,
    string Reference,
    string Purpose,
    int Checks,
    DateTimeOffset? LastAt,
    bool? LastDrifted,
    int Open
);
