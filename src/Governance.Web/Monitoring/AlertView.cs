using Governance.Monitoring;

namespace Governance.Web.Monitoring;

/// <param name="Recipe">Where a refresh begins: a curation recipe on the batch's dataset, the same from each scenario
/// of the kind that changed most.</param>
public sealed record AlertView(
    Guid Id,
    Guid MonitorId,
    Guid CheckId,
    string Line,
    AlertState State,
    DateTimeOffset RaisedAt,
    string Recipe,
    string? Note,
    string? ClosedBy,
    DateTimeOffset? ClosedAt
)
{
    internal static AlertView Of(AlertRow row) =>
        new(
            row.Alert.Id,
            row.MonitorId,
            row.Alert.CheckId,
            row.Alert.Line,
            row.Alert.State,
            row.Alert.RaisedAt,
            DriftWords.RefreshPath(row),
            row.Alert.Note,
            row.Alert.ClosedBy,
            row.Alert.ClosedAt
        );
}
