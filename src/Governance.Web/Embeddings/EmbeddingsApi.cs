using Governance.Embeddings;
using Governance.Platform;
using Governance.Web.Api;

namespace Governance.Web.Embeddings;

/// <summary>REST endpoints of encoders, embedding runs and similar samples.</summary>
internal static class EmbeddingsApi
{
    /// <summary>Room for a description with a large vocabulary.</summary>
    public const int MaxSpecBytes = 8 << 20;

    private static readonly StrictForm Form = new(
        "file",
        new("name", 4096, "Name of the encoder; must be unique."),
        new StrictForm.Text("spec", MaxSpecBytes, "Preprocessing as JSON.", Json: true)
    );

    public static void MapEmbeddings(this RouteGroupBuilder api)
    {
        MapEncoders(api.MapGroup("/encoders").WithTags("Embeddings").RequireAuthorization(EmbeddingsPolicies.Read));
        MapRuns(api.MapGroup("/embedding-runs").WithTags("Embeddings").RequireAuthorization(EmbeddingsPolicies.Read));
        api.MapGet(
                "/versions/{id:guid}/embedding-outlook",
                async (Guid id, string purpose, EmbeddingSets embeddings, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await embeddings.OutlookAsync(http.Actor(), id, purpose, ct))
            )
            .WithName("GetEmbeddingOutlook")
            .WithSummary(
                "Count the samples of a version that can be embedded for a purpose now, by modality, and why others cannot"
            )
            .WithTags("Embeddings")
            .RequireAuthorization(EmbeddingsPolicies.Read)
            .Produces<IReadOnlyList<EmbeddingOutlook>>();
        api.MapGet(
                "/samples/{id:guid}/similar",
                async (
                    Guid id,
                    Word<Modality> modality,
                    int? count,
                    EmbeddingSets embeddings,
                    HttpContext http,
                    CancellationToken ct
                ) => ApiResults.Answer(await embeddings.SimilarAsync(http.Actor(), id, modality.Value, count ?? 12, ct))
            )
            .WithName("ListSimilarSamples")
            .WithSummary(
                "List the most similar samples of the same dataset, by cosine in one modality; exact, up to 50"
            )
            .WithTags("Embeddings")
            .RequireAuthorization(EmbeddingsPolicies.Read)
            .Produces<SimilarSamples>();
    }

    private static void MapEncoders(RouteGroupBuilder encoders)
    {
        encoders
            .MapGet("", async (Encoders encoders, HttpContext http, string? cursor, int? size, CancellationToken ct) =>
                ApiResults.Page(await encoders.PageAsync(http.Actor(), cursor, size, ct), EncoderView.Of)
            )
            .WithName("ListEncoders")
            .WithSummary("List encoders, newest first")
            .Produces<Page<EncoderView>>();
        encoders
            .MapGet("/{id:guid}", async (Guid id, Encoders encoders, HttpContext http, CancellationToken ct) =>
            {
                return ApiResults.Answer(await encoders.FindAsync(http.Actor(), id, ct), EncoderView.Of);
            })
            .WithName("GetEncoder")
            .WithSummary("Get an encoder with its preprocessing and the result of its dry run")
            .Produces<EncoderView>();
        encoders
            .MapPost("", RegisterAsync)
            .WithName("RegisterEncoder")
            .WithSummary(
                "Register an ONNX encoder: multipart/form-data with the parts “name”, “spec” (JSON) and "
                    + "“file” in this order; the file is inspected and run once before it is stored"
            )
            .RequireAuthorization(EmbeddingsPolicies.Register)
            .DisableAntiforgery()
            .Accepts<IFormFile>("multipart/form-data")
            .WithMetadata(Form)
            .Produces<EncoderView>(StatusCodes.Status201Created);
        encoders
            .MapPost(
                "/{id:guid}/retirement",
                async (Guid id, Encoders encoders, HttpContext http, CancellationToken ct) =>
                {
                    var retired = await encoders.RetireAsync(http.Actor(), id, ct);
                    return retired.Ok ? TypedResults.NoContent() : ApiResults.Problem(retired.Refusal);
                }
            )
            .WithName("RetireEncoder")
            .WithSummary("Retire an encoder: no new run can use it, its vectors stay")
            .RequireAuthorization(EmbeddingsPolicies.Register)
            .Produces(StatusCodes.Status204NoContent);
    }

    private static void MapRuns(RouteGroupBuilder runs)
    {
        runs.MapGet(
                "",
                async (
                    Guid? versionId,
                    EmbeddingSets embeddings,
                    TimeProvider time,
                    HttpContext http,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) =>
                    ApiResults.Page(await embeddings.ListAsync(http.Actor(), versionId, cursor, size, ct), r =>
                        EmbeddingRunView.Of(r, time.GetUtcNow())
                    )
            )
            .WithName("ListEmbeddingRuns")
            .WithSummary("List embedding sets with their runs, newest first; versionId selects those of one version")
            .Produces<Page<EmbeddingRunView>>();
        runs.MapGet(
                "/{id:guid}",
                async (Guid id, EmbeddingSets embeddings, TimeProvider time, HttpContext http, CancellationToken ct) =>
                {
                    return ApiResults.Answer(await embeddings.FindAsync(http.Actor(), id, ct), found =>
                        EmbeddingRunView.Of(found, time.GetUtcNow())
                    );
                }
            )
            .WithName("GetEmbeddingRun")
            .WithSummary(
                "Get an embedding run with its progress and, when it has ended, its counts, reasons for exclusion, provider and digests"
            )
            .Produces<EmbeddingRunView>();
        runs.MapPost(
                "",
                async (
                    NewEmbeddingRuns body,
                    EmbeddingSets embeddings,
                    TimeProvider time,
                    HttpContext http,
                    CancellationToken ct
                ) =>
                {
                    var started = await embeddings.StartAsync(
                        http.Actor(),
                        body.VersionId,
                        body.Purpose,
                        body.EncoderIds,
                        ct
                    );
                    if (!started.Ok)
                        return ApiResults.Problem(started.Refusal);
                    var views = started.Value.Select(r => EmbeddingRunView.Of(r, time.GetUtcNow())).ToList();
                    return TypedResults.Accepted(
                        $"/api/v1/embedding-runs?versionId={body.VersionId}",
                        new Page<EmbeddingRunView>(views, null)
                    );
                }
            )
            .WithName("StartEmbeddingRuns")
            .WithSummary("Embed a sealed version for a purpose, one run for each encoder; existing vectors are reused")
            .RequireAuthorization(EmbeddingsPolicies.Run)
            .Produces<Page<EmbeddingRunView>>(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> RegisterAsync(Encoders encoders, HttpContext http, CancellationToken ct)
    {
        Encoder? encoder = null;
        var read = await Form.ReadAsync(
            http,
            async file =>
            {
                foreach (var text in Form.Texts)
                    if (!file.Texts.ContainsKey(text.Name))
                        return new FormPartMissing(text.Name);
                var registered = await encoders.RegisterAsync(
                    http.Actor(),
                    file.Texts["name"],
                    file.Texts["spec"],
                    file.Content,
                    ct
                );
                if (registered.Ok)
                    encoder = registered.Value;
                return registered;
            },
            ct
        );
        if (!read.Ok)
            return ApiResults.Problem(read.Refusal);
        if (encoder is null)
            return ApiResults.Problem(new EncoderFileMissing());
        var row = await encoders.FindAsync(http.Actor(), encoder.Id, ct);
        return ApiResults.Created<EncoderView>(row.Ok ? EncoderView.Of(row.Value) : row.Refusal, v =>
            $"/api/v1/encoders/{v.Id}"
        );
    }

    /// <param name="EncoderIds">At most one for each modality.</param>
    internal sealed record NewEmbeddingRuns(Guid VersionId, string Purpose, IReadOnlyList<Guid> EncoderIds);
}
