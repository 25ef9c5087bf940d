using Governance.Audits;
using Governance.Platform;
using Governance.Web.Api;

namespace Governance.Web.Audits;

internal static class AuditsApi
{
    public static void MapAudits(this RouteGroupBuilder api)
    {
        var audits = api.MapGroup("/audits").WithTags("Audits").RequireAuthorization(AuditsPolicies.Read);
        audits
            .MapPost("", async (AuditRequest body, AuditRuns audits, HttpContext http, CancellationToken ct) =>
            {
                var started = await audits.StartAsync(http.Actor(), body, ct);
                if (!started.Ok)
                    return ApiResults.Problem(started.Refusal);
                return ApiResults.Accepted(
                    await audits.FindAsync(http.Actor(), started.Value.Id, ct),
                    found => $"/api/v1/audits/{found.Audit.Id}",
                    found => AuditView.Of(found)
                );
            })
            .WithName("StartAudit")
            .WithSummary("Start an audit of a model version on a sealed dataset version; thresholds are optional")
            .RequireAuthorization(AuditsPolicies.Run)
            .Produces<AuditView>(StatusCodes.Status202Accepted);
        audits
            .MapPost("/previews", async (AuditRequest body, AuditRuns audits, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await audits.OutlookAsync(http.Actor(), body, ct))
            )
            .WithName("PreviewAudit")
            .WithSummary("Preview an audit: which samples it assesses now, which are excluded, and why")
            .Produces<AuditSelection>();
        audits
            .MapGet(
                "",
                async (
                    AuditRuns audits,
                    HttpContext http,
                    Guid? modelVersionId,
                    Word<AuditVerdict>? verdict,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) =>
                    ApiResults.Page(
                        await audits.ListAsync(http.Actor(), modelVersionId, verdict?.Value, cursor, size, ct),
                        r => AuditView.Of(r)
                    )
            )
            .WithName("ListAudits")
            .WithSummary("List audits, newest first; filter by model version or verdict")
            .Produces<Page<AuditView>>();
        audits
            .MapGet(
                "/reliability",
                async (
                    AuditRuns audits,
                    HttpContext http,
                    Guid modelVersionId,
                    double confidence,
                    CancellationToken ct
                ) =>
                    ApiResults.Answer(
                        await audits.ReliabilityAsync(http.Actor(), modelVersionId, confidence, ct),
                        ReliabilityView.Of
                    )
            )
            .WithName("GetMeasuredReliability")
            .WithSummary(
                "Get how often answers of this confidence were right in the newest audit of a model version; “measured” is "
                    + "null when no audit tells"
            )
            .Produces<ReliabilityView>();
        audits
            .MapGet("/{id:guid}", async (Guid id, AuditRuns audits, HttpContext http, CancellationToken ct) =>
            {
                return ApiResults.Answer(await audits.FindAsync(http.Actor(), id, ct), found =>
                    AuditView.Of(found, AuditRuns.Report(found.Audit))
                );
            })
            .WithName("GetAudit")
            .WithSummary("Get an audit with its report")
            .Produces<AuditView>();
        audits
            .MapGet("/{id:guid}/report", async (Guid id, AuditRuns audits, HttpContext http, CancellationToken ct) =>
            {
                var row = await audits.FindAsync(http.Actor(), id, ct);
                if (!row.Ok)
                    return ApiResults.Problem(row.Refusal);
                return AuditRuns.Bytes(row.Value.Audit) is { } bytes
                    ? TypedResults.Bytes(bytes, "application/json", $"audit-{id:N}.json")
                    : ApiResults.Problem(new NotFound("report of audit", id.ToString()));
            })
            .WithName("GetAuditReport")
            .WithSummary(
                "Get the report as canonical JSON, as stored: its SHA-256 is the digest in the ledger and in the gates' answers. "
                    + "Sentences are codes with values; the audit itself has them in words"
            )
            .Produces(StatusCodes.Status200OK, contentType: "application/json");
    }
}
