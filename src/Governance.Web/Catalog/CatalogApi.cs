using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Provenance;
using Governance.Web.Api;

namespace Governance.Web.Catalog;

/// <summary>The REST API of the catalog.</summary>
internal static class CatalogApi
{
    public static void MapCatalog(this RouteGroupBuilder api)
    {
        var datasets = api.MapGroup("/datasets").WithTags("Catalog").RequireAuthorization(CatalogPolicies.Read);
        MapDatasets(datasets);
        MapStorage(datasets);
        MapSamples(api.MapGroup("/samples").WithTags("Catalog").RequireAuthorization(CatalogPolicies.Read));
        MapStreams(api.MapGroup("/streams").WithTags("Catalog").RequireAuthorization(CatalogPolicies.Read));
        MapVersions(api.MapGroup("/versions").WithTags("Catalog").RequireAuthorization(CatalogPolicies.Read));
    }

    private static void MapDatasets(RouteGroupBuilder datasets)
    {
        datasets
            .MapGet("", async (Datasets all, HttpContext http, string? cursor, int? size, CancellationToken ct) =>
                ApiResults.Page(await all.ListAsync(http.Actor(), cursor, size, ct), DatasetView.Of)
            )
            .WithName("ListDatasets")
            .WithSummary("List the datasets, newest first")
            .Produces<Page<DatasetView>>();
        datasets
            .MapPost("", async (NewDataset body, Datasets all, HttpContext http, CancellationToken ct) =>
                ApiResults.Created(
                    await all.CreateAsync(http.Actor(), body.Name, body.Description, synthetic: false, ct),
                    d => $"/api/v1/datasets/{d.Id}",
                    CreatedDataset.Of
                )
            )
            .WithName("CreateDataset")
            .WithSummary("Create a dataset")
            .Produces<CreatedDataset>(StatusCodes.Status201Created);
        datasets
            .MapGet("/{id:guid}", async (Guid id, Datasets all, HttpContext http, CancellationToken ct) =>
            {
                var row = await all.FindAsync(http.Actor(), id, ct);
                if (!row.Ok)
                    return ApiResults.Problem(row.Refusal);
                var cover = await all.CoverAsync(http.Actor(), id, ct);
                var strata = await all.StrataAsync(http.Actor(), id, ct);
                return TypedResults.Ok(new DatasetDetail(DatasetView.Of(row.Value), cover.Value, strata.Value));
            })
            .WithName("GetDataset")
            .WithSummary("Get a dataset with its strata and its consent cover for each purpose")
            .Produces<DatasetDetail>();
        datasets
            .MapGet(
                "/{id:guid}/samples",
                async (
                    Guid id,
                    AlignedSamples samples,
                    HttpContext http,
                    string? purpose,
                    Word<Modality>[]? modality,
                    string[]? strata,
                    bool? complete,
                    string? search,
                    Guid? subjectId,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) =>
                {
                    if (StrataFilter(strata) is not { } wanted)
                        return ApiResults.Problem(new StrataFilterUnreadable());
                    var query = new SampleQuery(
                        wanted,
                        modality is null ? null : [.. modality.Select(m => m.Value)],
                        complete,
                        purpose,
                        search,
                        subjectId
                    );
                    return ApiResults.Answer(await samples.ListAsync(http.Actor(), id, query, cursor, size, ct));
                }
            )
            .WithName("ListSamples")
            .WithSummary(
                "List the samples of a dataset by key; filter by strata=lighting:low (repeatable), present modality, and consent "
                    + "for a purpose"
            )
            .Produces<Page<SampleCard>>();
        datasets
            .MapGet(
                "/{id:guid}/versions",
                async (
                    Guid id,
                    DatasetVersions versions,
                    HttpContext http,
                    Word<VersionState>? state,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) =>
                    ApiResults.Page(
                        await versions.ListAsync(http.Actor(), id, state?.Value, cursor, size, ct),
                        VersionView.Of
                    )
            )
            .WithName("ListVersions")
            .WithSummary("List the versions of a dataset, newest first")
            .Produces<Page<VersionView>>();
    }

    private static void MapStorage(RouteGroupBuilder datasets) =>
        datasets
            .MapPut(
                "/{id:guid}/storage",
                async (Guid id, StorageBody body, Datasets versions, HttpContext http, CancellationToken ct) =>
                    body.Rule() is { } rule
                        ? ApiResults.Answer(await versions.SetStorageAsync(http.Actor(), id, rule, ct), StorageView.Of)
                        : ApiResults.Problem(new StoragePurposesUnclear())
            )
            .WithName("SetDatasetStorage")
            .WithSummary(
                "Set the purposes that justify storing a subject in a dataset, and whether a subject without any consent "
                    + "record is stored; imports that start later follow it"
            )
            .RequireAuthorization(CatalogPolicies.Manage)
            .Produces<StorageView>();

    private static void MapSamples(RouteGroupBuilder samples)
    {
        samples
            .MapGet("/{id:guid}", async (Guid id, AlignedSamples samples, HttpContext http, CancellationToken ct) =>
            {
                return ApiResults.Answer(await samples.FindAsync(http.Actor(), id, ct), Linked);
            })
            .WithName("GetSample")
            .WithSummary("Get a sample with its parts on one clock")
            .Produces<SampleDetail>();
        samples
            .MapGet(
                "/{id:guid}/parts/{part}/content",
                async (
                    Guid id,
                    string part,
                    Word<PartVariant>? variant,
                    AlignedSamples samples,
                    HttpContext http,
                    CancellationToken ct
                ) =>
                    PartAnswer(
                        await samples.ContentAsync(http.Actor(), id, part, variant?.Value == PartVariant.Thumb, ct)
                    )
            )
            .WithName("GetPartContent")
            .WithSummary("Get the normalised image or text of a part; variant=thumb returns the thumbnail")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
        samples
            .MapGet("/{id:guid}/provenance", async (Guid id, ProvenanceGraph graph, CancellationToken ct) =>
                TypedResults.Ok(
                    new Page<StepView>(
                        [.. (await graph.BackFromAsync(ThingKey.Sample(id), ct)).Select(StepView.Of)],
                        null
                    )
                )
            )
            .WithName("GetSampleProvenance")
            .WithSummary("List every step that led to the sample: who, when, parameters, code, digests");
    }

    private static void MapStreams(RouteGroupBuilder streams) =>
        streams
            .MapGet(
                "/{id:guid}/series",
                async (
                    Guid id,
                    long from,
                    long to,
                    int? points,
                    AlignedSamples samples,
                    HttpContext http,
                    CancellationToken ct
                ) => ApiResults.Answer(await samples.SeriesAsync(http.Actor(), id, from, to, points ?? 1000, ct))
            )
            .WithName("GetSeries")
            .WithSummary(
                "Get a range of a sensor stream, reduced to the requested number of points; no minimum or maximum is left out"
            )
            .Produces<SeriesStretch>();

    private static void MapVersions(RouteGroupBuilder versions)
    {
        versions
            .MapGet("/{id:guid}", async (Guid id, DatasetVersions versions, HttpContext http, CancellationToken ct) =>
            {
                var row = await versions.FindAsync(http.Actor(), id, ct);
                if (!row.Ok)
                    return ApiResults.Problem(row.Refusal);
                var cover = await versions.CoverAsync(http.Actor(), id, ct);
                var strata = await versions.StrataAsync(http.Actor(), id, ct);
                return TypedResults.Ok(new VersionDetail(VersionView.Of(row.Value), cover.Value, strata.Value));
            })
            .WithName("GetVersion")
            .WithSummary("Get a version with its recipe, manifest digest, strata and consent cover")
            .Produces<VersionDetail>();
        versions
            .MapGet(
                "/{id:guid}/exports",
                async (Guid id, Exports exports, HttpContext http, string? cursor, int? size, CancellationToken ct) =>
                    ApiResults.Page(await exports.ListAsync(http.Actor(), id, cursor, size, ct), ExportView.Of)
            )
            .WithName("ListExports")
            .WithSummary("List the exports of a version, newest first")
            .Produces<Page<ExportView>>();
        versions
            .MapPost(
                "/{id:guid}/exports",
                async (Guid id, NewExport body, Exports exports, HttpContext http, CancellationToken ct) =>
                    ApiResults.Created(
                        await exports.PrepareAsync(
                            http.Actor(),
                            id,
                            new(body.Purpose, body.Recipient, new(body.Email, body.Webhook)),
                            ct
                        ),
                        e => $"/api/v1/versions/{id}/exports/{e.Export.Id}/content",
                        PreparedExport.Of
                    )
            )
            .WithName("PrepareExport")
            .WithSummary(
                "Prepare an export of a sealed version to a recipient for a purpose; its content can be downloaded once. E-mail and "
                    + "webhook say how the recipient is told about a withdrawal; the secret of the webhook is shown only in this answer"
            )
            .RequireAuthorization(CatalogPolicies.Export)
            .Produces<PreparedExport>(StatusCodes.Status201Created);
        versions
            .MapGet(
                "/{id:guid}/exports/{exportId:guid}/content",
                async (Guid id, Guid exportId, Exports exports, HttpContext http, CancellationToken ct) =>
                {
                    var delivery = await exports.DeliverAsync(http.Actor(), id, exportId, ct);
                    if (!delivery.Ok)
                        return ApiResults.Problem(delivery.Refusal);
                    return TypedResults.Stream(
                        to => delivery.Value.WriteToAsync(to, ct),
                        "application/zip",
                        delivery.Value.FileName
                    );
                }
            )
            .WithName("DeliverExport")
            .WithSummary(
                "Download the export as a streamed zip file; consent is checked for every sample during delivery"
            )
            .RequireAuthorization(CatalogPolicies.Export)
            .Produces(StatusCodes.Status200OK, contentType: "application/zip");
    }

    /// <summary>Adds the addresses of contents and series for callers with the permission to read the catalog.</summary>
    internal static SampleDetail Linked(SampleDetail sample) =>
        sample.WithLinks(
            part => $"/api/v1/samples/{sample.Id}/parts/{Uri.EscapeDataString(part.Name)}/content",
            stream => $"/api/v1/streams/{stream.Id}/series"
        );

    /// <summary>The content of a part, with its digest as the entity tag.</summary>
    internal static IResult PartAnswer(Result<PartContent> content) =>
        content.Ok
            ? TypedResults.Stream(
                content.Value.Bytes,
                content.Value.MediaType,
                enableRangeProcessing: true,
                entityTag: new($"\"{content.Value.Digest}\"")
            )
            : ApiResults.Problem(content.Refusal);

    /// <summary>Parses repeated <c>lighting:low</c>; values of the same name are alternatives. Null when one has no colon.</summary>
    private static Dictionary<string, IReadOnlyList<string>>? StrataFilter(string[]? strata)
    {
        var pairs = (strata ?? []).Select(s => s.Split(':', 2)).ToList();
        if (pairs.Any(p => p.Length != 2))
            return null;
        return pairs.GroupBy(p => p[0]).ToDictionary(g => g.Key, IReadOnlyList<string> (g) => [.. g.Select(p => p[1])]);
    }

    [RefusalCode("strata-filter-unreadable")]
    private sealed record StrataFilterUnreadable()
        : Refusal("A strata filter has no colon.", "Write strata=name:value, once for each value.");

    /// <summary>Names either purposes or any of them, so that leaving something out never widens the permission.</summary>
    /// <param name="NeedsConsent">Whether subjects without any consent record are left out.</param>
    private sealed record StorageBody(
        bool NeedsConsent,
        IReadOnlyList<Guid>? PurposeIds = null,
        bool AnyPurpose = false
    )
    {
        /// <summary>Null when the request is unclear.</summary>
        public StorageRule? Rule() =>
            (PurposeIds, AnyPurpose) switch
            {
                (null, true) => new(null, NeedsConsent),
                ({ Count: > 0 }, false) => new(PurposeIds, NeedsConsent),
                _ => null,
            };
    }

    private sealed record NewDataset(string Name, string? Description = null);

    private sealed record NewExport(string Purpose, string Recipient, string? Email = null, string? Webhook = null);

    private sealed record DatasetDetail(
        DatasetView Dataset,
        IReadOnlyList<ConsentCover> Cover,
        IReadOnlyList<StrataValues> Strata
    );

    private sealed record VersionDetail(
        VersionView Version,
        IReadOnlyList<ConsentCover> Cover,
        IReadOnlyList<StratumCount> Strata
    );
}
