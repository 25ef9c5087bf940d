namespace Governance.Monitoring;

/// <summary>A monitor in a list, with its counts.</summary>
/// <param name="Open">Number of open alerts.</param>
/// <param name="DatasetId">The dataset of the reference.</param>
/// <param name="Dataset">Name of that dataset.</param>
/// <param name="Reference">Name of the reference version.</param>
/// <param name="Purpose">Code of the purpose.</param>
/// <param name="Checks">Number of checks that have ended.</param>
/// <param name="LastAt">When the last check ended.</param>
/// <param name="LastFindings">Result of the last check that has ended; null if there is none.</param>
public sealed record MonitorRow(
    DriftMonitor Monitor,
    Guid DatasetId,
    string Dataset,
    string Reference,
    string Purpose,
    int Checks,
    DateTimeOffset? LastAt,
    DriftFindings? LastFindings,
    int Open
)
{
    /// <summary>What the last check that has ended says; null if there is none.</summary>
    public DriftVerdict? LastVerdict => LastFindings?.Verdict;
}
