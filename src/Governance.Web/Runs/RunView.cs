using Governance.Platform.Runs;

namespace Governance.Web.Runs;

/// <param name="Done">Of the present stage.</param>
/// <param name="Total">Of the present stage; null while nobody knows how many there are.</param>
/// <param name="Rate">Items a second in the present stage; null before anything of it is done, and when the run is over.</param>
/// <param name="TimeLeft">Seconds that the present stage will still take; null when unknown.</param>
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
