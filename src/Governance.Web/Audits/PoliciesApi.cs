using Governance.Audits;
using Governance.Platform;
using Governance.Web.Api;

namespace Governance.Web.Audits;

internal static class PoliciesApi
{
    public static void MapPolicies(this RouteGroupBuilder api)
    {
        var models = api.MapGroup("/models/{name}").WithTags("Audits").RequireAuthorization(AuditsPolicies.Read);
        models
            .MapGet(
                "/policies",
                async (
                    string name,
                    PromotionPolicies policies,
                    HttpContext http,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) => ApiResults.Page(await policies.ListAsync(http.Actor(), name, cursor, size, ct), PolicyView.Of)
            )
            .WithName("ListPromotionPolicies")
            .WithSummary("List the promotion policies of a model's aliases, newest first")
            .Produces<Page<PolicyView>>();
        models
            .MapPost(
                "/aliases/{alias}/policies",
                async (
                    string name,
                    string alias,
                    NewPolicy body,
                    PromotionPolicies policies,
                    HttpContext http,
                    CancellationToken ct
                ) =>
                    ApiResults.Created(
                        await policies.ProposeAsync(http.Actor(), name, alias, body, ct),
                        made => $"/api/v1/promotion-policies/{made.Policy.Id}",
                        PolicyView.Of
                    )
            )
            .WithName("ProposePromotionPolicy")
            .WithSummary("Propose a promotion policy for an alias; it is in force once another person approves it")
            .RequireAuthorization(AuditsPolicies.Propose)
            .Produces<PolicyView>(StatusCodes.Status201Created);
        var one = api.MapGroup("/promotion-policies/{id:guid}")
            .WithTags("Audits")
            .RequireAuthorization(AuditsPolicies.Read);
        one.MapGet("", async (Guid id, PromotionPolicies policies, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await policies.FindAsync(http.Actor(), id, ct), PolicyView.Of)
            )
            .WithName("GetPromotionPolicy")
            .WithSummary("Get a promotion policy")
            .Produces<PolicyView>();
        one.MapPost("/approval", async (Guid id, PromotionPolicies policies, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await policies.ApproveAsync(http.Actor(), id, ct), PolicyView.Of)
            )
            .WithName("ApprovePromotionPolicy")
            .WithSummary("Approve a promotion policy that another person proposed; it replaces the one in force")
            .RequireAuthorization(AuditsPolicies.Approve)
            .Produces<PolicyView>();
        one.MapDelete("", async (Guid id, PromotionPolicies policies, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await policies.RejectAsync(http.Actor(), id, ct))
            )
            .WithName("RejectPromotionPolicy")
            .WithSummary("Reject a proposed promotion policy, or withdraw one's own")
            .Produces(StatusCodes.Status204NoContent);
    }
}
