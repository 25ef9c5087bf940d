using Governance.Catalog;
using Governance.Curation;
using Governance.Web.Api;
using Governance.Web.Catalog;
using Governance.Web.Runs;

namespace Governance.Web.Curation;

/// <summary>The REST API of curation.</summary>
internal static class CurationApi
{
    public static void MapCuration(this RouteGroupBuilder api)
    {
        var datasets = api.MapGroup("/datasets/{id:guid}").WithTags("Curation");
        datasets
            .MapPost(
                "/draws",
                async (Guid id, Recipe recipe, Recipes recipes, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await recipes.PreviewAsync(http.Actor(), id, recipe, ct))
            )
            .WithName("PreviewDraw")
            .WithSummary("Preview what a recipe draws now: shares, shortages, and samples excluded for lack of consent")
            .RequireAuthorization(CatalogPolicies.Read)
            .Produces<DrawPreview>();
        datasets
            .MapPost(
                "/versions",
                async (
                    Guid id,
                    NewVersion body,
                    Recipes recipes,
                    DatasetVersions versions,
                    HttpContext http,
                    CancellationToken ct
                ) =>
                {
                    var drafted = await recipes.DraftAsync(http.Actor(), id, body.Name, body.Recipe, ct);
                    if (!drafted.Ok)
                        return ApiResults.Problem(drafted.Refusal);
                    var row = await versions.FindAsync(http.Actor(), drafted.Value.Id, ct);
                    return TypedResults.Created($"/api/v1/versions/{drafted.Value.Id}", VersionView.Of(row.Value));
                }
            )
            .WithName("DraftVersion")
            .WithSummary("Save a recipe as the dataset's next version, a draft until it is sealed")
            .RequireAuthorization(CurationPolicies.Seal)
            .Produces<VersionView>(StatusCodes.Status201Created);
        api.MapPost(
                "/versions/{id:guid}/seal",
                async (Guid id, Recipes recipes, TimeProvider time, HttpContext http, CancellationToken ct) =>
                {
                    return ApiResults.Accepted(
                        await recipes.SealAsync(http.Actor(), id, ct),
                        found => $"/api/v1/runs/{found.Id}",
                        found => RunView.Of(found, time.GetUtcNow())
                    );
                }
            )
            .WithName("SealVersion")
            .WithSummary("Draw, hash and seal a draft; returns the run")
            .WithTags("Curation")
            .RequireAuthorization(CurationPolicies.Seal)
            .Produces<RunView>(StatusCodes.Status202Accepted);
    }

    private sealed record NewVersion(string Name, Recipe Recipe);
}
