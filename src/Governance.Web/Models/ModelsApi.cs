using Governance.Consent;
using Governance.Inference.Fusion;
using Governance.Models;
using Governance.Platform;
using Governance.Web.Api;

namespace Governance.Web.Models;

internal static class ModelsApi
{
    public static void MapModels(this RouteGroupBuilder api)
    {
        var models = api.MapGroup("/models").WithTags("Models").RequireAuthorization(ModelsPolicies.Read);
        MapReading(models);
        MapTraining(models);
        MapAliases(models.MapGroup("/{name}/aliases/{alias}"));
        var promotions = api.MapGroup("/promotions/{id:guid}")
            .WithTags("Models")
            .RequireAuthorization(ModelsPolicies.Read);
        promotions
            .MapGet("", async (Guid id, ModelAliases aliases, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await aliases.FindAsync(http.Actor(), id, ct), PromotionView.Of)
            )
            .WithName("GetPromotion")
            .WithSummary("A promotion with the latest answer of each gate")
            .Produces<PromotionView>();
        promotions
            .MapPost("/approval", async (Guid id, ModelAliases aliases, HttpContext http, CancellationToken ct) =>
            {
                var moved = await aliases.ApproveAsync(http.Actor(), id, ct);
                return moved.Ok
                    ? ApiResults.Answer(await aliases.FindAsync(http.Actor(), id, ct), PromotionView.Of)
                    : ApiResults.Problem(moved.Refusal);
            })
            .WithName("ApprovePromotion")
            .WithSummary(
                "Approve another person's proposal: the gates are asked again and the alias moves, or nothing does"
            )
            .RequireAuthorization(ModelsPolicies.Approve)
            .Produces<PromotionView>();
        promotions
            .MapDelete("", async (Guid id, ModelAliases aliases, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await aliases.WithdrawAsync(http.Actor(), id, ct))
            )
            .WithName("WithdrawPromotion")
            .WithSummary("Take a waiting promotion back")
            .Produces(StatusCodes.Status204NoContent);
        api.MapGet(
                "/samples/{id:guid}/models",
                async (Guid id, ModelRegistry registry, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(
                        await registry.TaughtBySampleAsync(http.Actor(), id, ct),
                        all => new Page<TaughtVersion>(all, null)
                    )
            )
            .WithName("ListModelsOfSample")
            .WithSummary("Model versions that this sample stands in, and as what")
            .WithTags("Models")
            .RequireAuthorization(ModelsPolicies.Read)
            .Produces<Page<TaughtVersion>>();
        api.MapGet(
                "/subjects/{id:guid}/models",
                async (Guid id, ModelRegistry registry, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(
                        await registry.TaughtBySubjectAsync(http.Actor(), id, ct),
                        all => new Page<TaughtVersion>(all, null)
                    )
            )
            .WithName("ListModelsOfSubject")
            .WithSummary("Model versions that any sample of this subject stands in, and as what")
            .WithTags("Models")
            .RequireAuthorization(ModelsPolicies.Read)
            .Produces<Page<TaughtVersion>>();
    }

    private static void MapReading(RouteGroupBuilder models)
    {
        models
            .MapGet(
                "",
                async (ModelRegistry registry, HttpContext http, string? cursor, int? size, CancellationToken ct) =>
                    ApiResults.Page(await registry.ListAsync(http.Actor(), cursor, size, ct), ModelView.Of)
            )
            .WithName("ListModels")
            .WithSummary("Models by name, with their aliases and the withdrawn share of each")
            .Produces<Page<ModelView>>();
        models
            .MapGet("/{name}", async (string name, ModelRegistry registry, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await registry.FindAsync(http.Actor(), name, ct), ModelView.Of)
            )
            .WithName("GetModel")
            .WithSummary("A model with where its aliases stand")
            .Produces<ModelView>();
        models
            .MapGet(
                "/{name}/versions",
                async (
                    string name,
                    ModelRegistry registry,
                    HttpContext http,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) =>
                    ApiResults.Page(
                        await registry.VersionsAsync(http.Actor(), name, cursor, size, ct),
                        ModelVersionView.Of
                    )
            )
            .WithName("ListModelVersions")
            .WithSummary("Versions of a model, newest first")
            .Produces<Page<ModelVersionView>>();
        models
            .MapGet(
                "/{name}/versions/{number:int}",
                async (string name, int number, ModelRegistry registry, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await registry.VersionAsync(http.Actor(), name, number, ct), ModelVersionView.Of)
            )
            .WithName("GetModelVersion")
            .WithSummary("The model card of a version: what it learned from, on whose consent, how good it is")
            .Produces<ModelVersionView>();
        models
            .MapGet(
                "/{name}/versions/{number:int}/consents",
                async (
                    string name,
                    int number,
                    ModelRegistry registry,
                    HttpContext http,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) =>
                {
                    var version = await registry.VersionAsync(http.Actor(), name, number, ct);
                    if (!version.Ok)
                        return ApiResults.Problem(version.Refusal);
                    return await ApiResults.PageAsync(
                        cursor,
                        skip =>
                            registry.ConsentsBehindAsync(
                                http.Actor(),
                                version.Value.Version.Id,
                                skip,
                                Cursor.Size(size),
                                ct
                            ),
                        c => c
                    );
                }
            )
            .WithName("ListConsentsBehindModelVersion")
            .WithSummary("The way back: each subject that a version learned from, with the consent that counts now")
            .RequireAuthorization(ConsentPolicies.Read)
            .Produces<Page<ConsentBehind>>();
        models
            .MapGet(
                "/{name}/promotions",
                async (string name, ModelAliases aliases, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(
                        await aliases.WaitingAsync(http.Actor(), name, ct),
                        all => new Page<PromotionView>([.. all.Select(PromotionView.Of)], null)
                    )
            )
            .WithName("ListWaitingPromotions")
            .WithSummary("Promotions of a model that wait for a second person")
            .Produces<Page<PromotionView>>();
    }

    private static void MapTraining(RouteGroupBuilder models)
    {
        models
            .MapPost(
                "/{name}/versions",
                async (
                    string name,
                    TrainingBody body,
                    Trainings aliases,
                    TimeProvider time,
                    HttpContext http,
                    CancellationToken ct
                ) =>
                {
                    return ApiResults.Accepted(
                        await aliases.StartAsync(http.Actor(), body.Of(name), ct),
                        found => $"/api/v1/models/{name}/versions",
                        found => new Page<TrainingView>(
                            [.. found.Select(s => TrainingView.Of(s, time.GetUtcNow()))],
                            null
                        )
                    );
                }
            )
            .WithName("TrainModelVersions")
            .WithSummary(
                "Train a version for each fusion kind; a name not yet taken makes a new model. Answers with the runs"
            )
            .RequireAuthorization(ModelsPolicies.Train)
            .Produces<Page<TrainingView>>(StatusCodes.Status202Accepted);
        models
            .MapPost(
                "/{name}/training-outlook",
                async (string name, TrainingBody body, Trainings aliases, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await aliases.OutlookAsync(http.Actor(), body.Of(name), ct), OutlookView.Of)
            )
            .WithName("PreviewTraining")
            .WithSummary("What a training would learn from now, who stays out and why, and what hinders it")
            .Produces<OutlookView>();
    }

    private static void MapAliases(RouteGroupBuilder alias)
    {
        alias
            .MapGet(
                "",
                async (string name, string alias, ModelRegistry registry, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await registry.BehindAsync(http.Actor(), name, alias, ct), AliasLineageView.Of)
            )
            .WithName("GetModelAlias")
            .WithSummary("Where an alias stands, and back from it to the dataset version, samples and subjects")
            .Produces<AliasLineageView>();
        alias
            .MapGet(
                "/events",
                async (
                    string name,
                    string alias,
                    ModelAliases aliases,
                    HttpContext http,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) =>
                    ApiResults.Page(
                        await aliases.HistoryAsync(http.Actor(), name, alias, cursor, size, ct),
                        AliasEventView.Of
                    )
            )
            .WithName("ListAliasEvents")
            .WithSummary("Promotions and rollbacks of an alias, newest first, with the gates' answers at each")
            .Produces<Page<AliasEventView>>();
        alias
            .MapGet(
                "/gates",
                async (
                    string name,
                    string alias,
                    int number,
                    Word<AliasMove>? move,
                    ModelAliases aliases,
                    HttpContext http,
                    CancellationToken ct
                ) =>
                    ApiResults.Answer(
                        await aliases.GatesAsync(
                            http.Actor(),
                            name,
                            alias,
                            number,
                            move?.Value ?? AliasMove.Promotion,
                            ct
                        ),
                        all => new Page<GateView>([.. all.Select(GateView.Of)], null)
                    )
            )
            .WithName("AskGates")
            .WithSummary("What stands between a version and an alias, asked now")
            .Produces<Page<GateView>>();
        alias
            .MapPost(
                "/promotions",
                async (
                    string name,
                    string alias,
                    NewPromotion body,
                    ModelAliases aliases,
                    HttpContext http,
                    CancellationToken ct
                ) =>
                {
                    return ApiResults.Created(
                        await aliases.ProposeAsync(http.Actor(), name, alias, body.Number, body.Reason, ct),
                        found => $"/api/v1/promotions/{found.Proposal.Id}",
                        PromotionView.Of
                    );
                }
            )
            .WithName("ProposePromotion")
            .WithSummary("Propose that an alias moves to a version; another person approves")
            .RequireAuthorization(ModelsPolicies.Promote)
            .Produces<PromotionView>(StatusCodes.Status201Created);
        alias
            .MapGet(
                "/rollback",
                async (string name, string alias, ModelAliases aliases, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(
                        await aliases.OfferRollbackAsync(http.Actor(), name, alias, ct),
                        RollbackOfferView.Of
                    )
            )
            .WithName("OfferRollback")
            .WithSummary("Where an alias can roll back to: what it has held, tried for loading and consent")
            .Produces<RollbackOfferView>();
        alias
            .MapPost(
                "/rollback",
                async (
                    string name,
                    string alias,
                    NewRollback body,
                    ModelAliases aliases,
                    ModelRegistry registry,
                    HttpContext http,
                    CancellationToken ct
                ) =>
                {
                    if (body.Number is null != body.NewestClean)
                        return ApiResults.Problem(new RollbackTargetUnclear());
                    var moved = await aliases.RollBackAsync(http.Actor(), name, alias, body.Number, body.Reason, ct);
                    return moved.Ok
                        ? ApiResults.Answer(
                            await registry.BehindAsync(http.Actor(), name, alias, ct),
                            AliasLineageView.Of
                        )
                        : ApiResults.Problem(moved.Refusal);
                }
            )
            .WithName("RollBackAlias")
            .WithSummary(
                "Roll an alias back to the version with the number, or with newestClean to the newest clean version that it has held"
            )
            .RequireAuthorization(ModelsPolicies.RollBack)
            .Produces<AliasLineageView>();
    }

    /// <summary>What is to be trained; the model's name stands in the address.</summary>
    private sealed record TrainingBody(
        Guid DatasetVersionId,
        string Purpose,
        LabelSource Label,
        IReadOnlyList<Guid> EncoderIds,
        IReadOnlyList<FusionKind> Kinds,
        long Seed = 1,
        FusionOptions? Options = null,
        string? Title = null,
        string? IntendedUse = null
    )
    {
        public NewTraining Of(string model) =>
            new(model, DatasetVersionId, Purpose, Label, EncoderIds, Kinds, Seed, Options, Title, IntendedUse);
    }

    private sealed record AliasLineageView(
        string Model,
        string Alias,
        int Subjects,
        int Permitting,
        ModelVersionView Version
    )
    {
        public static AliasLineageView Of(AliasLineage line) =>
            new(line.Model, line.Alias, line.Subjects, line.Permitting, ModelVersionView.Of(line.Version));
    }

    private sealed record OutlookView(
        int Usable,
        int Subjects,
        IReadOnlyDictionary<string, int> Classes,
        IReadOnlyDictionary<Modality, int> Seen,
        IReadOnlyDictionary<string, int> Excluded,
        string? Hindrance
    )
    {
        public static OutlookView Of(TrainingOutlook o) =>
            new(
                o.Usable,
                o.Subjects,
                o.Classes,
                o.Seen,
                o.Excluded,
                o.Hindrance is { } h ? $"{h.What} {h.Remedy}" : null
            );
    }
}
