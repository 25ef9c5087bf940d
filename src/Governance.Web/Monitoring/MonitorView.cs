using Governance.Monitoring;

namespace Governance.Web.Monitoring;

/// <summary>A drift monitor, as the API returns it.</summary>
/// <param name="Reference">Name of the reference version.</param>
/// <param name="Level">Family-wise significance level of one check.</param>
/// <param name="Trials">Comparisons of random halves of the reference in which false alarms were counted; null until measured.</param>
/// <param name="MayAlarm">Whether the monitor raises alerts; false until measured, and if false alarms are too frequent.</param>
/// <param name="Checks">Number of checks that have ended.</param>
/// <param name="Power">How often a planted shift is found in each modality; null until measured.</param>
/// <param name="LastDrifted">Result of the last check that has ended; null if there is none, or it cannot tell.</param>
/// <param name="LastVerdict">What that check says; null if there is none.</param>
public sealed record MonitorView(
    Guid Id,
    string Name,
    Guid ReferenceId,
    string Reference,
    Guid DatasetId,
    string Purpose,
    double Level,
    int? Trials,
    int? FalseAlarms,
    IReadOnlyList<ModalityPower>? Power,
    bool MayAlarm,
    Guid CalibrationRunId,
    int Checks,
    bool? LastDrifted,
    DriftVerdict? LastVerdict,
    int OpenAlerts
)
{
    internal static MonitorView Of(MonitorRow row) =>
        new(
            row.Monitor.Id,
            row.Monitor.Name,
            row.Monitor.ReferenceId,
            row.Reference,
            row.DatasetId,
            row.Purpose,
            row.Monitor.Level,
            row.Monitor.Trials,
            row.Monitor.FalseAlarms,
            row.Monitor.Power,
            row.Monitor.MayAlarm,
            row.Monitor.RunId,
            row.Checks,
            DriftWords.Drifted(row.LastVerdict),
            row.LastVerdict,
            row.Open
        );
}
