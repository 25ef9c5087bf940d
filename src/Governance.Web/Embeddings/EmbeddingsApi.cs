using Governance.Catalog;
using Governance.Embeddings;
using Governance.Platform;
using Governance.Web.Api;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Governance.Web.Embeddings;

internal static class EmbeddingsApi
{
    /// <summary>A description holds a vocabulary at most.</summary>
    public const int MaxSpecBytes = 8 << 20;

    public static void MapEmbeddings(this RouteGroupBuilder api)
    {
        MapEncoders(api.MapGroup("/encoders").WithTags("Embeddings").RequireAuthorization(EmbeddingsPolicies.Read));
        MapRuns(api.MapGroup("/embedding-runs").WithTags("Embeddings").RequireAuthorization(EmbeddingsPolicies.Read));
        api.MapGet("/versions/{id:guid}/embedding-outlook", async (Guid id, string purpose, EmbeddingShelf shelf, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await shelf.OutlookAsync(http.Actor(), id, purpose, ct)))
            .WithName("GetEmbeddingOutlook").WithSummary("What embedding a version for a purpose would reach now, by modality, and who stays out").WithTags("Embeddings")
            .RequireAuthorization(EmbeddingsPolicies.Read).Produces<IReadOnlyList<EmbeddingOutlook>>();
        api.MapGet("/samples/{id:guid}/similar", async (Guid id, Word<Modality> modality, int? count, EmbeddingShelf shelf, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await shelf.SimilarAsync(http.Actor(), id, modality.Value, count ?? 12, ct)))
            .WithName("ListSimilarSamples").WithSummary("The nearest samples of the same dataset by cosine in one modality; exact, up to 50").WithTags("Embeddings")
            .RequireAuthorization(EmbeddingsPolicies.Read).Produces<SimilarSamples>();
    }

    private static void MapEncoders(RouteGroupBuilder encoders)
    {
        encoders.MapGet("", async (EncoderRegistry registry, HttpContext http, string? cursor, int? size, CancellationToken ct) =>
                ApiResults.Page(await registry.PageAsync(http.Actor(), cursor, size, ct), EncoderView.Of))
            .WithName("ListEncoders").WithSummary("Registered encoders, newest first").Produces<Page<EncoderView>>();
        encoders.MapGet("/{id:guid}", async (Guid id, EncoderRegistry registry, HttpContext http, CancellationToken ct) =>
            {
                var row = await registry.FindAsync(http.Actor(), id, ct);
                return row.Ok ? TypedResults.Ok(EncoderView.Of(row.Value)) : ApiResults.Problem(row.Refusal!);
            })
            .WithName("GetEncoder").WithSummary("An encoder with its preprocessing and what its dry run gave").Produces<EncoderView>();
        encoders.MapPost("", RegisterAsync)
            .WithName("RegisterEncoder").WithSummary("Register an ONNX encoder: multipart/form-data with the parts “name”, “spec” (JSON) and “file” in this order; the file is inspected and run once before anything is kept")
            .RequireAuthorization(EmbeddingsPolicies.Register).DisableAntiforgery()
            .Accepts<IFormFile>("multipart/form-data").Produces<EncoderView>(StatusCodes.Status201Created);
        encoders.MapPost("/{id:guid}/retirement", async (Guid id, EncoderRegistry registry, HttpContext http, CancellationToken ct) =>
            {
                var retired = await registry.RetireAsync(http.Actor(), id, ct);
                return retired.Ok ? TypedResults.NoContent() : ApiResults.Problem(retired.Refusal!);
            })
            .WithName("RetireEncoder").WithSummary("Nothing new is embedded with it; its vectors stay")
            .RequireAuthorization(EmbeddingsPolicies.Register).Produces(StatusCodes.Status204NoContent);
    }

    private static void MapRuns(RouteGroupBuilder runs)
    {
        runs.MapGet("", async (Guid? versionId, EmbeddingShelf shelf, TimeProvider time, HttpContext http, string? cursor, int? size, CancellationToken ct) =>
                ApiResults.Page(await shelf.ListAsync(http.Actor(), versionId, cursor, size, ct), r => EmbeddingRunView.Of(r, time.GetUtcNow())))
            .WithName("ListEmbeddingRuns").WithSummary("Embedding sets with their runs, newest first; versionId keeps those of one version").Produces<Page<EmbeddingRunView>>();
        runs.MapGet("/{id:guid}", async (Guid id, EmbeddingShelf shelf, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var row = await shelf.FindAsync(http.Actor(), id, ct);
                return row.Ok ? TypedResults.Ok(EmbeddingRunView.Of(row.Value, time.GetUtcNow())) : ApiResults.Problem(row.Refusal!);
            })
            .WithName("GetEmbeddingRun").WithSummary("How far an embedding run is, and when it ended: counts, who stayed out and why, provider, digests").Produces<EmbeddingRunView>();
        runs.MapPost("", async (NewEmbeddingRuns body, EmbeddingShelf shelf, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var started = await shelf.StartAsync(http.Actor(), body.VersionId, body.Purpose, body.Encoders, ct);
                if (!started.Ok) return ApiResults.Problem(started.Refusal!);
                var views = started.Value.Select(r => EmbeddingRunView.Of(r, time.GetUtcNow())).ToList();
                return TypedResults.Accepted($"/api/v1/embedding-runs?versionId={body.VersionId}", new Page<EmbeddingRunView>(views, null));
            })
            .WithName("StartEmbeddingRuns").WithSummary("Embed a sealed version for a purpose, one run for each encoder; what stands already is kept")
            .RequireAuthorization(EmbeddingsPolicies.Run).Produces<Page<EmbeddingRunView>>(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> RegisterAsync(EncoderRegistry registry, HttpContext http, CancellationToken ct)
    {
        var isForm = MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);
        var boundary = isForm ? HeaderUtilities.RemoveQuotes(type!.Boundary).Value : null;
        if (string.IsNullOrEmpty(boundary)) return ApiResults.Problem(new EncoderBodyUnreadable());
        // The registry holds the limit of the file; Kestrel's own is meant for forms.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        try
        {
            var registered = await FromPartsAsync(new MultipartReader(boundary, http.Request.Body), registry, http, ct);
            if (!registered.Ok) return ApiResults.Problem(registered.Refusal!);
            var row = await registry.FindAsync(http.Actor(), registered.Value.Id, ct);
            return ApiResults.Created<EncoderView>(row.Ok ? EncoderView.Of(row.Value) : row.Refusal!, v => $"/api/v1/encoders/{v.Id}");
        }
        catch (Exception e) when (e is InvalidDataException || e is IOException and not BadHttpRequestException && e.Message.StartsWith("Unexpected end of Stream", StringComparison.Ordinal))
        {
            return ApiResults.Problem(new EncoderBodyUnreadable());
        }
    }

    /// <summary>Takes the parts as they arrive: the file is streamed, so name and description have to come before it.</summary>
    private static async Task<Result<Encoder>> FromPartsAsync(MultipartReader parts, EncoderRegistry registry, HttpContext http, CancellationToken ct)
    {
        string? name = null, spec = null;
        while (await parts.ReadNextSectionAsync(ct) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) continue;
            switch (HeaderUtilities.RemoveQuotes(disposition.Name).Value)
            {
                case "name":
                    name = await TextAsync(section.Body, 4096, ct);
                    break;
                case "spec":
                    spec = await TextAsync(section.Body, MaxSpecBytes, ct);
                    break;
                case "file":
                    if (spec is null) return new EncoderBodyUnreadable();
                    return await registry.RegisterAsync(http.Actor(), name ?? "", spec, section.Body, ct);
            }
        }
        return new EncoderFileMissing();
    }

    private static async Task<string?> TextAsync(Stream body, int most, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[8192];
        for (int read; (read = await body.ReadAsync(buffer, ct)) > 0; bytes.Write(buffer, 0, read))
            if (bytes.Length + read > most) return null;
        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private sealed record EncoderBodyUnreadable() : Refusal("This is no request to register an encoder.", "Send multipart/form-data with the parts “name”, “spec” (JSON, up to 8 MiB) and “file”, in this order.");

    /// <param name="Encoders">Ids, at most one for each modality.</param>
    internal sealed record NewEmbeddingRuns(Guid VersionId, string Purpose, IReadOnlyList<Guid> Encoders);
}
