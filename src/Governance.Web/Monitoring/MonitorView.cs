using Governance.Monitoring;

namespace Governance.Web.Monitoring;

/// <param name="Trials">Random halves of the reference on which the false alarms were counted; null until measured.</param>
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
    bool MayAlarm,
    Guid CalibrationRunId,
    int Checks,
    bool? LastDrifted,
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
            row.Monitor.MayAlarm,
            row.Monitor.RunId,
            row.Checks,
            row.LastDrifted,
            row.Open
        );
}
