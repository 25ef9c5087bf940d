using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Governance.Catalog;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Governance.Ingestion;

/// <summary>Starts imports, and lists them with their files and reports.</summary>
public sealed partial class Imports(
    IDbContextFactory<GovernanceDb> databases,
    IBlobStore blobs,
    LedgerEntries ledger,
    ProvenanceGraph graph,
    JobRuns runs,
    IOptions<IngestionOptions> options,
    TimeProvider time
)
{
    /// <summary>Streams an archive into the blob store. Nothing refers to it until an import is started from it.</summary>
    /// <param name="name">File name as the person gave it; shown, never used as a path.</param>
    public async Task<Result<Upload>> UploadAsync(Actor actor, Stream content, string name, CancellationToken ct)
    {
        if (actor.Lacks(IngestionPolicies.Import) is { } refusal)
            return refusal;
        StoredBlob stored;
        try
        {
            stored = await blobs.PutAsync(content, options.Value.MaxUploadBytes, ct);
        }
        catch (BlobTooLargeException)
        {
            return new UploadTooLarge(options.Value.MaxUploadBytes);
        }
        name = Shown(name);
        return await FormatOfAsync(stored.Digest, ct) is { } format
            ? new Upload(stored.Digest, stored.Length, format, name)
            : new UploadUnknown(name);
    }

    /// <summary>Starts an import with a map that is not checked yet.</summary>
    /// <param name="map">JSON; every error in it is reported at once.</param>
    public async Task<Result<Import>> StartAsync(
        Actor actor,
        Guid datasetId,
        string map,
        ImportOrigin origin,
        CancellationToken ct
    )
    {
        if (actor.Lacks(IngestionPolicies.Import) is { } refusal)
            return refusal;
        var read = CheckedMap.Read(map);
        return read.Ok ? await StartAsync(actor, datasetId, read.Value, origin, ct) : read.Refusal;
    }

    /// <summary>Starts an import: commits it with its run, then queues the run.</summary>
    public async Task<Result<Import>> StartAsync(
        Actor actor,
        Guid datasetId,
        CheckedMap map,
        ImportOrigin origin,
        CancellationToken ct
    )
    {
        if (actor.Lacks(IngestionPolicies.Import) is { } refusal)
            return refusal;
        if (origin is FolderOrigin folder && FolderFiles.Find(folder.Path, options.Value).Refusal is { } noFolder)
            return noFolder;
        await using var db = await databases.CreateDbContextAsync(ct);
        var dataset = await db.Set<Dataset>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == datasetId, ct);
        if (dataset is null)
            return new NotFound("dataset", datasetId.ToString());

        var (import, run) = Rows(db, actor, dataset, map.Text, origin);
        db.Add(import);
        if (origin is Upload upload)
        {
            var step = graph.Record(
                db,
                actor,
                "upload",
                new
                {
                    import = import.Id,
                    upload.Length,
                    upload.Format,
                },
                runId: run.Id
            );
            ProvenanceGraph.Derive(db, step, ThingKey.Blob(upload.Digest), upload.Digest, null, null);
        }
        ledger.Append(
            db,
            actor,
            "import.started",
            import.Id,
            new
            {
                dataset = datasetId,
                run = run.Id,
                source = import.Source,
                import.MapDigest,
                upload = (origin as Upload)?.Digest,
            }
        );
        if (await db.TrySaveAsync(ct) is { } unsaved)
            return unsaved;
        runs.Enqueue(run);
        return import;
    }

    /// <summary>A dataset's imports, newest first.</summary>
    public async Task<Result<Page<ImportRow>>> ListAsync(
        Actor actor,
        Guid datasetId,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!await db.Set<Dataset>().AnyAsync(d => d.Id == datasetId, ct))
            return new NotFound("dataset", datasetId.ToString());
        var imports = db.Set<Import>().AsNoTracking().Where(i => i.DatasetId == datasetId);
        return await imports.ToPageAsync(
            i => i.Id,
            new(cursor, size),
            some =>
                from import in some
                join run in db.Set<Run>().AsNoTracking() on import.RunId equals run.Id
                orderby import.Id descending
                select new ImportRow(import, run),
            r => r.Import.Id,
            ct
        );
    }

    /// <summary>One import with its run, and with its report once it is finished.</summary>
    public async Task<Result<ImportRow>> FindAsync(Actor actor, Guid importId, CancellationToken ct)
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await db.Set<Import>()
            .AsNoTracking()
            .Where(i => i.Id == importId)
            .Join(db.Set<Run>().AsNoTracking(), i => i.RunId, r => r.Id, (i, r) => new ImportRow(i, r))
            .SingleOrDefaultAsync(ct);
        return row is null ? new NotFound("import", importId.ToString()) : row;
    }

    /// <summary>The files of an import with their states, by path.</summary>
    /// <param name="state">Only files of this state; null for all.</param>
    public async Task<Result<Page<ImportedFile>>> FilesAsync(
        Actor actor,
        Guid importId,
        ImportedFileState? state,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!await db.Set<Import>().AnyAsync(i => i.Id == importId, ct))
            return new NotFound("import", importId.ToString());
        var files = db.Set<ImportedFile>().AsNoTracking().Where(f => f.ImportId == importId);
        if (state is not null)
            files = files.Where(f => f.State == state);
        return await files.ToPageAsync(f => f.Path, new(cursor, size), ct, ascending: true);
    }

    private (Import, Run) Rows(GovernanceDb db, Actor actor, Dataset dataset, string map, ImportOrigin origin)
    {
        var now = time.GetUtcNow();
        var canonical = CanonicalJson.Bytes(JsonNode.Parse(map, documentOptions: ImportMapReader.Lenient));
        var importId = Guid.CreateVersion7();
        var name = Shown(origin.Name);
        var run = runs.Add(
            db,
            actor,
            new(ImportJob.Kind, new ImportTitle(name, dataset.Name), importId, dataset.Id, "files")
        );
        var import = new Import
        {
            Id = importId,
            DatasetId = dataset.Id,
            RunId = run.Id,
            Source = origin is Upload u ? u.Format : ImportSource.Folder,
            Location = origin is Upload up ? up.Digest : ((FolderOrigin)origin).Path.TrimEnd('/'),
            Name = name,
            Map = System.Text.Encoding.UTF8.GetString(canonical),
            MapDigest = Convert.ToHexStringLower(SHA256.HashData(canonical)),
            Created = new(actor.Name, now),
        };
        return (import, run);
    }

    private async Task<ImportSource?> FormatOfAsync(string digest, CancellationToken ct)
    {
        await using var content = await blobs.OpenReadAsync(digest, ct);
        var head = new byte[512];
        var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        var start = head.AsSpan(0, read);
        if (start.StartsWith("PK\x03\x04"u8) || start.StartsWith("PK\x05\x06"u8))
            return ImportSource.Zip;
        // A tar has the mark “ustar” at byte 257; older ones without it are not recognised.
        return start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) || read == 512 && start[257..].StartsWith("ustar"u8)
            ? ImportSource.Tar
            : null;
    }

    private static string Shown(string name)
    {
        var shown = SafePath.ForShowing(name.Trim());
        return shown.Length == 0 ? "upload" : TextRule.Shorten(shown, 160);
    }
}
