using System.Text.Json;
using Governance.Catalog;
using Governance.Ingestion;
using Governance.Platform;
using Governance.Web.Api;

namespace Governance.Web.Ingestion;

internal static class IngestionApi
{
    /// <summary>Most bytes of a map; an ordinary one has a few kilobytes.</summary>
    private const int MaxMapBytes = 1 << 20;

    private static readonly StrictForm Form = new(
        "file",
        new StrictForm.Text("map", MaxMapBytes, "The import map, as JSON. Send it before the file.", Json: true)
    );

    public static void MapIngestion(this RouteGroupBuilder api)
    {
        var datasets = api.MapGroup("/datasets/{id:guid}/imports")
            .WithTags("Ingestion")
            .RequireAuthorization(CatalogPolicies.Read);
        datasets
            .MapGet(
                "",
                async (Guid id, Imports imports, HttpContext http, string? cursor, int? size, CancellationToken ct) =>
                    ApiResults.Page(await imports.ListAsync(http.Actor(), id, cursor, size, ct), ImportView.Of)
            )
            .WithName("ListImports")
            .WithSummary("List the imports of a dataset, newest first")
            .Produces<Page<ImportView>>();
        datasets
            .MapPost("", StartAsync)
            .WithName("StartImport")
            .WithSummary(
                "Start an import: multipart/form-data with a part “map” and a part “file” (zip, tar or "
                    + "tar.gz; streamed, send the map first), or JSON { map, folder }"
            )
            .RequireAuthorization(IngestionPolicies.Import)
            .DisableAntiforgery()
            .Accepts<FolderImport>("application/json", "multipart/form-data")
            .WithMetadata(Form)
            .Produces<ImportView>(StatusCodes.Status201Created);

        var imports = api.MapGroup("/imports/{id:guid}")
            .WithTags("Ingestion")
            .RequireAuthorization(CatalogPolicies.Read);
        imports
            .MapGet("", async (Guid id, Imports imports, HttpContext http, CancellationToken ct) =>
            {
                return ApiResults.Answer(await imports.FindAsync(http.Actor(), id, ct), ImportDetail.Of);
            })
            .WithName("GetImport")
            .WithSummary("Get an import with its map and, when it finished, its report")
            .Produces<ImportDetail>();
        imports
            .MapGet(
                "/files",
                async (
                    Guid id,
                    Imports imports,
                    HttpContext http,
                    Word<ImportedFileState>? state,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) =>
                    ApiResults.Page(
                        await imports.FilesAsync(http.Actor(), id, state?.Value, cursor, size, ct),
                        FileView.Of
                    )
            )
            .WithName("ListImportedFiles")
            .WithSummary("List the files of an import with their state, by path")
            .Produces<Page<FileView>>();

        api.MapGet("/schemas/import-map.json", () =>
                TypedResults.Text(ImportMapReader.Schema().ToJsonString(Indented), "application/schema+json")
            )
            .WithTags("Ingestion")
            .WithName("GetImportMapSchema")
            .WithSummary("Get the JSON Schema of an import map")
            .AllowAnonymous()
            .Produces(StatusCodes.Status200OK, contentType: "application/schema+json");
    }

    private static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };

    private static async Task<IResult> StartAsync(Guid id, Imports imports, HttpContext http, CancellationToken ct)
    {
        var started = StrictForm.Is(http.Request)
            ? await FromFormAsync(id, imports, http, ct)
            : await FromFolderAsync(id, imports, http, ct);
        if (!started.Ok)
            return ApiResults.Problem(started.Refusal);
        var row = await imports.FindAsync(http.Actor(), started.Value.Id, ct);
        return ApiResults.Created<ImportView>(row.Ok ? ImportView.Of(row.Value) : row.Refusal, v =>
            $"/api/v1/imports/{v.Id}"
        );
    }

    private static async Task<Result<Import>> FromFolderAsync(
        Guid id,
        Imports imports,
        HttpContext http,
        CancellationToken ct
    )
    {
        if (!http.Request.HasJsonContentType())
            return new ImportBodyUnreadable();
        FolderImport? body;
        try
        {
            body = await http.Request.ReadFromJsonAsync<FolderImport>(ct);
        }
        catch (JsonException)
        {
            return new ImportBodyUnreadable();
        }
        if (body is null || body.Map.ValueKind == JsonValueKind.Undefined)
            return new ImportBodyUnreadable();
        return string.IsNullOrWhiteSpace(body.Folder)
            ? new UploadMissing()
            : await imports.StartAsync(
                http.Actor(),
                id,
                body.Map.ValueKind == JsonValueKind.String ? body.Map.GetString()! : body.Map.GetRawText(),
                new FolderOrigin(body.Folder),
                ct
            );
    }

    /// <summary>
    /// Streams the file into the blob store. A map that precedes the file is checked before it, so that an invalid map
    /// costs no upload.
    /// </summary>
    private static async Task<Result<Import>> FromFormAsync(
        Guid id,
        Imports imports,
        HttpContext http,
        CancellationToken ct
    )
    {
        Upload? upload = null;
        CheckedMap? early = null;
        var read = await Form.ReadAsync(
            http,
            async file =>
            {
                if (file.Texts.TryGetValue("map", out var text))
                {
                    var map = CheckedMap.Read(text);
                    if (!map.Ok)
                        return map.Refusal;
                    early = map.Value;
                }
                var stored = await imports.UploadAsync(http.Actor(), file.Content, file.Name ?? "upload", ct);
                if (stored.Ok)
                    upload = stored.Value;
                return stored;
            },
            ct
        );
        if (!read.Ok)
            return read.Refusal;
        if (!read.Value.TryGetValue("map", out var late))
            return new FormPartMissing("map");
        if (upload is null)
            return new UploadMissing();
        return early is null
            ? await imports.StartAsync(http.Actor(), id, late, upload, ct)
            : await imports.StartAsync(http.Actor(), id, early, upload, ct);
    }

    [RefusalCode("import-body-unreadable")]
    private sealed record ImportBodyUnreadable()
        : Refusal(
            "The request body is not a valid import request.",
            "Send multipart/form-data with the parts “map” (JSON, up to 1 MiB) and “file”, "
                + "or JSON { \"map\": { … }, \"folder\": \"…\" }."
        )
    {
        public override RefusalKind Kind => RefusalKind.Unreadable;
    }

    internal sealed record FolderImport(JsonElement Map, string Folder);
}

internal sealed record ImportDetail(ImportView Import, JsonElement Map, ImportReport? Report)
{
    public static ImportDetail Of(ImportRow row) =>
        new(ImportView.Of(row), JsonSerializer.Deserialize<JsonElement>(row.Import.Map), row.Import.Report);
}
