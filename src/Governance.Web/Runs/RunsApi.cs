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
                    JobRuns runs,
                    TimeProvider time,
                    HttpContext http,
                    Guid? datasetId,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) =>
                    ApiResults.Page(await runs.ListAsync(http.Actor(), datasetId, cursor, size, ct), r =>
                        RunView.Of(r, time.GetUtcNow())
                    )
            )
            .WithName("ListRuns")
            .WithSummary("List the runs of jobs, newest first")
            .Produces<Page<RunView>>();
        runs.MapGet(
                "/{id:guid}",
                async (Guid id, JobRuns runs, TimeProvider time, HttpContext http, CancellationToken ct) =>
                {
                    var run = await runs.FindAsync(http.Actor(), id, ct);
                    if (run.Refusal is { } missing)
                        return ApiResults.Problem(missing);
                    var first = await runs.RefusalsAsync(http.Actor(), id, 0, FirstRefusals, ct);
                    if (first.Refusal is { } gone)
                        return ApiResults.Problem(gone);
                    return TypedResults.Ok(RunDetail.Of(run.Value, first.Value, time.GetUtcNow()));
                }
            )
            .WithName("GetRun")
            .WithSummary("Get a run with its progress and the first 20 things that it rejected")
            .Produces<RunDetail>();
        runs.MapGet(
                "/{id:guid}/refusals",
                (Guid id, JobRuns runs, HttpContext http, string? cursor, int? size, CancellationToken ct) =>
                    ApiResults.PageAsync(
                        cursor,
                        skip => runs.RefusalsAsync(http.Actor(), id, skip, Cursor.Size(size), ct),
                        RefusalView.Of
                    )
            )
            .WithName("ListRunRefusals")
            .WithSummary("List everything that a run rejected: file, row, reason and what to do")
            .Produces<Page<RefusalView>>();
        runs.MapPost("/{id:guid}/cancel", async (Guid id, JobRuns runs, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await runs.CancelAsync(id, http.Actor(), ct))
            )
            .WithName("CancelRun")
            .WithSummary("Cancel a run; it stops at its next step and removes partial results")
            .Produces(StatusCodes.Status204NoContent);
    }
}

/// <summary>Something that a run rejected, as the API shows it.</summary>
/// <param name="Row">1-based data row; null for the whole file.</param>
/// <param name="Count">How often the same was rejected.</param>
internal sealed record RefusalView(string Code, string? File, long? Row, string What, string Remedy, long Count)
{
    public static RefusalView Of(RunRefusal r) => new(r.Code, r.File, r.Row, r.What, r.Remedy, r.Count);
}
