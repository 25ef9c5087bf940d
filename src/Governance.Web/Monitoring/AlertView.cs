using Governance.Monitoring;

namespace Governance.Web.Monitoring;

/// <summary>A drift alert, as the API returns it.</summary>
/// <param name="Line">What differs, as a sentence.</param>
/// <param name="Recipe">Path of a curation recipe for new samples on the batch's dataset, with the same number from each
/// value of the attribute that grew most.</param>
/// <param name="Note">What was found or done; null while the alert is open.</param>
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
            row.Alert.Closed?.By,
            row.Alert.Closed?.At
        );
}
