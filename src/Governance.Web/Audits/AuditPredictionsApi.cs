using Governance.Audits;
using Governance.Web.Api;

namespace Governance.Web.Audits;

internal static class AuditPredictionsApi
{
    public static void MapAuditPredictions(this RouteGroupBuilder api)
    {
        var audits = api.MapGroup("/audits/{id:guid}").WithTags("Audits").RequireAuthorization(AuditsPolicies.Read);
        audits
            .MapGet(
                "/predictions",
                async (Guid id, AuditPredictions predictions, HttpContext http, CancellationToken ct) =>
                {
                    var table = await predictions.ReadAsync(http.Actor(), id, ct);
                    return table.Ok
                        ? TypedResults.Bytes(
                            table.Value.ToJsonLines(),
                            "application/jsonl",
                            $"audit-{id:N}-predictions.jsonl"
                        )
                        : ApiResults.Problem(table.Refusal);
                }
            )
            .WithName("GetAuditPredictions")
            .WithSummary("Download what the audit predicted for each sample that may be read now, as JSON Lines")
            .RequireAuthorization(AuditsPolicies.Predictions)
            .Produces(StatusCodes.Status200OK, contentType: "application/jsonl");
        audits
            .MapGet(
                "/predictions.parquet",
                async (Guid id, AuditPredictions predictions, HttpContext http, CancellationToken ct) =>
                {
                    var table = await predictions.ReadAsync(http.Actor(), id, ct);
                    return table.Ok
                        ? TypedResults.Bytes(
                            table.Value.ToParquet(),
                            "application/vnd.apache.parquet",
                            $"audit-{id:N}-predictions.parquet"
                        )
                        : ApiResults.Problem(table.Refusal);
                }
            )
            .WithName("GetAuditPredictionsAsParquet")
            .WithSummary("Download what the audit predicted for each sample that may be read now, as Parquet")
            .RequireAuthorization(AuditsPolicies.Predictions)
            .Produces(StatusCodes.Status200OK, contentType: "application/vnd.apache.parquet");
        audits
            .MapGet(
                "/comparisons/{otherId:guid}",
                async (Guid id, Guid otherId, AuditPredictions predictions, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await predictions.CompareAsync(http.Actor(), id, otherId, ct))
            )
            .WithName("CompareAudits")
            .WithSummary(
                "Compare two audited versions in pairs on the samples that both audits cover: accuracy and log loss with "
                    + "intervals, and McNemar's exact test"
            )
            .Produces<PairedComparison>();
    }
}
