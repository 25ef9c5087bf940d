using Governance.Audits;
using Governance.Platform;
using Governance.Web.Api;

namespace Governance.Web.Audits;

internal static class SuitesApi
{
    public static void MapSuites(this RouteGroupBuilder api)
    {
        var suites = api.MapGroup("/audit-suites").WithTags("Audits").RequireAuthorization(AuditsPolicies.Read);
        suites
            .MapPost("", async (NewSuite body, AuditSuites suites, HttpContext http, CancellationToken ct) =>
                ApiResults.Created(
                    await suites.ProposeAsync(http.Actor(), body, ct),
                    made => $"/api/v1/audit-suites/{made.Id}",
                    SuiteView.Of
                )
            )
            .WithName("ProposeAuditSuite")
            .WithSummary("Propose a version of an audit suite; another person approves it")
            .RequireAuthorization(AuditsPolicies.Propose)
            .Produces<SuiteView>(StatusCodes.Status201Created);
        suites
            .MapGet(
                "",
                async (
                    AuditSuites suites,
                    HttpContext http,
                    Word<SuiteState>? state,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) => ApiResults.Page(await suites.ListAsync(http.Actor(), state?.Value, cursor, size, ct), SuiteView.Of)
            )
            .WithName("ListAuditSuites")
            .WithSummary("List versions of audit suites, newest first; filter by state")
            .Produces<Page<SuiteView>>();
        suites
            .MapGet("/{id:guid}", async (Guid id, AuditSuites suites, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await suites.FindAsync(http.Actor(), id, ct), SuiteView.Of)
            )
            .WithName("GetAuditSuite")
            .WithSummary("Get a version of an audit suite with its thresholds")
            .Produces<SuiteView>();
        suites
            .MapPost(
                "/{id:guid}/approval",
                async (Guid id, AuditSuites suites, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await suites.ApproveAsync(http.Actor(), id, ct), SuiteView.Of)
            )
            .WithName("ApproveAuditSuite")
            .WithSummary("Approve a version of an audit suite that another person proposed")
            .RequireAuthorization(AuditsPolicies.Approve)
            .Produces<SuiteView>();
        suites
            .MapDelete("/{id:guid}", async (Guid id, AuditSuites suites, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await suites.RejectAsync(http.Actor(), id, ct), SuiteView.Of)
            )
            .WithName("RejectAuditSuite")
            .WithSummary("Reject a proposed version of an audit suite, or withdraw one's own; it stays in the list")
            .Produces<SuiteView>();
    }
}
