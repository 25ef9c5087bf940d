using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Web.Api;

namespace Governance.Web.Runs;

internal static class RunsApi
{
    private const int FirstRefusals = 20;

    public static void MapRuns(this RouteGroupBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("Runs").RequireAuthorization(PlatformPolicies.ReadRuns);
        runs.MapGet(
                "",
                async (
                    RunBook book,
                    TimeProvider time,
                    HttpContext http,
                    Guid? datasetId,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) =>
                    ApiResults.Page(await book.ListAsync(http.Actor(), datasetId, cursor, size, ct), r =>
                        RunView.Of(r, time.GetUtcNow())
                    )
            )
            .WithName("ListRuns")
            .WithSummary("Long work, newest first")
            .Produces<Page<RunView>>();
        runs.MapGet(
                "/{id:guid}",
                async (Guid id, RunBook book, TimeProvider time, HttpContext http, CancellationToken ct) =>
                {
                    var run = await book.FindAsync(http.Actor(), id, ct);
                    if (run.Refusal is { } unseen)
                        return ApiResults.Problem(unseen);
                    var first = await book.RefusalsAsync(http.Actor(), id, 0, FirstRefusals, ct);
                    if (first.Refusal is { } gone)
                        return ApiResults.Problem(gone);
                    return TypedResults.Ok(RunDetail.Of(run.Value, first.Value, time.GetUtcNow()));
                }
            )
            .WithName("GetRun")
            .WithSummary("How far a run is, and the first things it would not take")
            .Produces<RunDetail>();
        runs.MapGet(
                "/{id:guid}/refusals",
                (Guid id, RunBook book, HttpContext http, string? cursor, int? size, CancellationToken ct) =>
                    ApiResults.PageAsync(
                        cursor,
                        skip => book.RefusalsAsync(http.Actor(), id, skip, Cursor.Size(size), ct),
                        RefusalView.Of
                    )
            )
            .WithName("ListRunRefusals")
            .WithSummary("Everything that a run would not take: file, row, why, remedy")
            .Produces<Page<RefusalView>>();
        runs.MapPost("/{id:guid}/cancel", async (Guid id, RunBook book, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await book.CancelAsync(id, http.Actor(), ct))
            )
            .WithName("CancelRun")
            .WithSummary("Ask a run to stop; it does within seconds and cleans up")
            .Produces(StatusCodes.Status204NoContent);
    }
}

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

internal sealed record RunDetail : RunView
{
    private RunDetail(RunView run)
        : base(run) { }

    public required int RefusalCount { get; init; }

    /// <summary>The first twenty; <c>/refusals</c> has them all.</summary>
    public required IReadOnlyList<RefusalView> Refusals { get; init; }

    public static RunDetail Of(Run run, GridPage<RunRefusal> refusals, DateTimeOffset now) =>
        new(RunView.Of(run, now))
        {
            RefusalCount = refusals.Total,
            Refusals = [.. refusals.Items.Select(RefusalView.Of)],
        };
}

/// <param name="Row">1-based data row; null when the whole file is meant.</param>
internal sealed record RefusalView(string Code, string? File, long? Row, string What, string Remedy, long Count)
{
    public static RefusalView Of(RunRefusal r) => new(r.Code, r.File, r.Row, r.What, r.Remedy, r.Count);
}
