using Governance.Platform.Runs;

namespace Governance.Web.Runs;

/// <summary>A run as the API shows it.</summary>
/// <param name="Done">Items done in the current stage.</param>
/// <param name="Total">Items of the current stage; null while unknown.</param>
/// <param name="Rate">Items a second in the current stage; null before the first is done and when the run is over.</param>
/// <param name="TimeLeft">Estimated seconds until the current stage ends; null when unknown.</param>
internal record RunView(
    Guid Id,
    string Kind,
    string Title,
    Guid TargetId,
    Guid? DatasetId,
    string StartedBy,
    RunState State,
    string? Stage,
    long Done,
    long? Total,
    string Unit,
    double? Rate,
    double? TimeLeft,
    int Attempt,
    bool CancelRequested,
    string? Error,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt
)
{
    public static RunView Of(Run r, DateTimeOffset now) =>
        new(
            r.Id,
            r.Kind,
            r.Title,
            r.TargetId,
            r.DatasetId,
            r.StartedBy,
            r.State,
            r.Stage,
            r.Done,
            r.Total > 0 ? r.Total : null,
            r.Unit,
            r.Rate(now),
            r.TimeLeft(now)?.TotalSeconds,
            r.Attempt,
            r.CancelRequested,
            r.Error,
            r.CreatedAt,
            r.StartedAt,
            r.FinishedAt
        );
}
