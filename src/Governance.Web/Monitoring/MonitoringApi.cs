using Governance.Monitoring;
using Governance.Platform;
using Governance.Web.Api;

namespace Governance.Web.Monitoring;

/// <summary>REST endpoints of drift monitors, checks and alerts.</summary>
internal static class MonitoringApi
{
    public static void MapMonitoring(this RouteGroupBuilder api)
    {
        var monitors = api.MapGroup("/monitors").WithTags("Monitoring");
        monitors
            .MapGet(
                "",
                async (DriftMonitors monitors, HttpContext http, string? cursor, int? size, CancellationToken ct) =>
                    ApiResults.Page(await monitors.ListAsync(http.Actor(), cursor, size, ct), MonitorView.Of)
            )
            .WithName("ListMonitors")
            .WithSummary("List drift monitors, newest first")
            .RequireAuthorization(MonitoringPolicies.Read)
            .Produces<Page<MonitorView>>();
        monitors
            .MapPost("", async (NewMonitor body, DriftMonitors monitors, HttpContext http, CancellationToken ct) =>
            {
                var made = await monitors.CreateAsync(http.Actor(), body.Name, body.ReferenceId, body.Purpose, ct);
                if (!made.Ok)
                    return ApiResults.Problem(made.Refusal);
                return ApiResults.Created(
                    await monitors.FindAsync(http.Actor(), made.Value.Id, ct),
                    found => $"/api/v1/monitors/{made.Value.Id}",
                    MonitorView.Of
                );
            })
            .WithName("CreateMonitor")
            .WithSummary(
                "Create a drift monitor with a sealed, embedded reference version; its false-alarm rate is measured first"
            )
            .RequireAuthorization(MonitoringPolicies.Run)
            .Produces<MonitorView>(StatusCodes.Status201Created);
        monitors
            .MapGet("/{id:guid}", async (Guid id, DriftMonitors monitors, HttpContext http, CancellationToken ct) =>
            {
                return ApiResults.Answer(await monitors.FindAsync(http.Actor(), id, ct), MonitorView.Of);
            })
            .WithName("GetMonitor")
            .WithSummary("Get a drift monitor")
            .RequireAuthorization(MonitoringPolicies.Read)
            .Produces<MonitorView>();
        monitors
            .MapGet(
                "/{id:guid}/checks",
                async (
                    Guid id,
                    DriftMonitors monitors,
                    HttpContext http,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) =>
                    ApiResults.Page(await monitors.ChecksAsync(http.Actor(), id, cursor, size, ct), r =>
                        CheckView.Of(r.Check)
                    )
            )
            .WithName("ListDriftChecks")
            .WithSummary("List the checks of a drift monitor, newest first")
            .RequireAuthorization(MonitoringPolicies.Read)
            .Produces<Page<CheckView>>();
        monitors
            .MapPost(
                "/{id:guid}/checks",
                async (Guid id, NewCheck body, DriftMonitors monitors, HttpContext http, CancellationToken ct) =>
                {
                    return ApiResults.Accepted(
                        await monitors.CheckAsync(http.Actor(), id, body.VersionId, ct),
                        found => $"/api/v1/runs/{found.RunId}",
                        CheckView.Of
                    );
                }
            )
            .WithName("CheckDrift")
            .WithSummary("Check a sealed version for drift from the reference; returns the check with its run")
            .RequireAuthorization(MonitoringPolicies.Run)
            .Produces<CheckView>(StatusCodes.Status202Accepted);

        var alerts = api.MapGroup("/alerts").WithTags("Monitoring");
        alerts
            .MapGet("", async (DriftMonitors monitors, HttpContext http, bool? open, CancellationToken ct) =>
            {
                return ApiResults.Answer(
                    await monitors.AlertsAsync(http.Actor(), open ?? false, ct),
                    found => new Page<AlertView>([.. found.Select(AlertView.Of)], null)
                );
            })
            .WithName("ListAlerts")
            .WithSummary("List the newest drift alerts; open=true leaves out the closed ones")
            .RequireAuthorization(MonitoringPolicies.Read)
            .Produces<Page<AlertView>>();
        alerts
            .MapPost(
                "/{id:guid}/close",
                async (Guid id, ClosedAlert body, DriftMonitors monitors, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await monitors.CloseAsync(http.Actor(), id, body.Note, ct))
            )
            .WithName("CloseAlert")
            .WithSummary("Close a drift alert with a note on what was found or done")
            .RequireAuthorization(MonitoringPolicies.Run)
            .Produces(StatusCodes.Status204NoContent);
    }

    private sealed record NewMonitor(string Name, Guid ReferenceId, string Purpose);

    private sealed record NewCheck(Guid VersionId);

    private sealed record ClosedAlert(string Note);
}
