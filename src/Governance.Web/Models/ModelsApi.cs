using Governance.Catalog;
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
        models.MapAliasStates();
        api.MapConsentAlerts();
        var promotions = api.MapGroup("/promotions/{id:guid}")
            .WithTags("Models")
            .RequireAuthorization(ModelsPolicies.Read);
        promotions
            .MapGet("", async (Guid id, ModelAliases aliases, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await aliases.FindAsync(http.Actor(), id, ct), PromotionView.Of)
            )
            .WithName("GetPromotion")
            .WithSummary("Get a promotion with the latest answer of each gate")
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
                "Approve another person's promotion: the gates are asked again, and the alias moves only if all are met"
            )
            .RequireAuthorization(ModelsPolicies.Approve)
            .Produces<PromotionView>();
        promotions
            .MapDelete("", async (Guid id, ModelAliases aliases, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await aliases.WithdrawAsync(http.Actor(), id, ct))
            )
            .WithName("WithdrawPromotion")
            .WithSummary("Withdraw a pending promotion")
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
            .WithSummary("List the model versions that were trained or tested on a sample")
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
            .WithSummary(
                "List the model versions that were trained or tested on any sample of a subject, samples withdrawn since included"
            )
            .WithTags("Models")
            .RequireAuthorization(ModelsPolicies.Read)
            .Produces<Page<TaughtVersion>>();
        api.MapGet(
                "/withdrawals/{id:guid}/models",
                async (Guid id, ModelRegistry registry, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(
                        await registry.TaughtByWithdrawalAsync(http.Actor(), id, ct),
                        all => new Page<TaughtVersion>(all, null)
                    )
            )
            .WithName("ListModelsOfWithdrawal")
            .WithSummary("List the model versions that were trained or tested on samples that a withdrawal covers")
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
            .WithSummary("List models by name, with their aliases and the withdrawn share of each")
            .Produces<Page<ModelView>>();
        models
            .MapGet("/{name}", async (string name, ModelRegistry registry, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await registry.FindAsync(http.Actor(), name, ct), ModelView.Of)
            )
            .WithName("GetModel")
            .WithSummary("Get a model with the versions that its aliases point to")
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
            .WithSummary("List the versions of a model, newest first")
            .Produces<Page<ModelVersionView>>();
        models
            .MapGet(
                "/{name}/versions/{number:int}",
                async (string name, int number, ModelRegistry registry, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await registry.VersionAsync(http.Actor(), name, number, ct), ModelVersionView.Of)
            )
            .WithName("GetModelVersion")
            .WithSummary("Get the model card of a version: its training data, consent and results")
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
            .WithSummary("List the subjects that a version learned from, each with its effective consent")
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
            .WithSummary("List the pending promotions of a model")
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
                    Trainings trainings,
                    TimeProvider time,
                    HttpContext http,
                    CancellationToken ct
                ) =>
                {
                    return ApiResults.Accepted(
                        await trainings.StartAsync(http.Actor(), body.Of(name), ct),
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
                "Train a version for each fusion kind in one run; a new name adds a model. Answers with the run of each version"
            )
            .RequireAuthorization(ModelsPolicies.Train)
            .Produces<Page<TrainingView>>(StatusCodes.Status202Accepted);
        models
            .MapPost(
                "/{name}/training-outlook",
                async (string name, TrainingBody body, Trainings trainings, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await trainings.OutlookAsync(http.Actor(), body.Of(name), ct), OutlookView.Of)
            )
            .WithName("PreviewTraining")
            .WithSummary("Preview a training: what it learns from now, what is excluded and why, and what prevents it")
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
            .WithSummary("Get the version that an alias points to, with its dataset version, samples and subjects")
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
            .WithSummary("List the promotions and rollbacks of an alias, newest first, with the gates' answers")
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
            .WithSummary("Ask all gates now whether an alias can move to a version")
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
            .WithSummary("Propose to move an alias to a version; another person approves it")
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
            .WithSummary(
                "Preview a rollback: the versions that the alias has pointed to, with consent cover and whether they load"
            )
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
                "Roll an alias back to a version by its number, or with newestClean to the newest clean version that it has pointed to"
            )
            .RequireAuthorization(ModelsPolicies.RollBack)
            .Produces<AliasLineageView>();
    }

    /// <summary>A training to start or preview; the address has the model's name.</summary>
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
        string? Hindrance,
        EvaluationSplit? Split,
        SplitCounts? Parts
    )
    {
        public static OutlookView Of(TrainingOutlook o) =>
            new(
                o.Usable,
                o.Subjects,
                o.Classes,
                o.Seen,
                o.Excluded,
                o.Hindrance is { } h ? $"{h.What} {h.Remedy}" : null,
                o.Split,
                o.Parts
            );
    }
}
