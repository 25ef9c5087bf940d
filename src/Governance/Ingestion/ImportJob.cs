using Governance.Catalog;
using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;

namespace Governance.Ingestion;

/// <summary>
/// Imports the files of a source as samples. Re-entrant: the results of files are kept row by row; everything else is
/// computed again from them and becomes visible in one transaction.
/// </summary>
public sealed class ImportJob(
    IDbContextFactory<GovernanceDb> databases,
    Consents consents,
    ImportTools tools,
    LedgerEntries ledger,
    ProvenanceGraph graph,
    TimeProvider time
) : IRunJob
{
    /// <summary>Kind of its runs.</summary>
    public const string Kind = "import";

    /// <inheritdoc/>
    public async Task RunAsync(RunContext run, CancellationToken ct)
    {
        var (import, row, existing) = await LoadAsync(run, ct);
        if (import.FinishedAt is not null)
            return;
        var (map, errors) = ImportMapReader.Read(import.Map);
        if (map is null)
            throw new RunRefusedException(new WhatWasRefused(new MapInvalid(errors)));
        var startedAt = time.GetUtcNow();
        var log = new RefusalLog(run.RunId, tools.Options.MaxRefusals);
        var work = new ImportWork(import, map, tools, run, log);
        try
        {
            var files = await FilesAsync(work, ct);
            var draft = new ImportDraft(map, existing, tools.Options.MaxItems, log);
            await new ItemReader(work, files, draft).RunAsync(ct);
            await new SeriesReader(work, files, draft).RunAsync(ct);
            await run.StageAsync(
                new Aligning(),
                draft.SampleCount,
                "samples",
                counter => AlignItems(map, draft, counter),
                ct
            );
            draft.ReportKnown();
            StopIfRefused(map, draft, log);
            await run.ReplaceRefusalsAsync(log.All, ct);
            await new ImportCommit(databases, consents, ledger, graph, time).RunAsync(
                work,
                row,
                files,
                draft,
                startedAt,
                ct
            );
        }
        catch (Exception e) when (e is RunRefusedException or SourceRefusedException)
        {
            var source = e as SourceRefusedException;
            if (source is not null)
                log.Add(source.Refusal, null);
            await run.ReplaceRefusalsAsync(log.All, ct);
            throw source is null ? e : new RunRefusedException(new WhatWasRefused(source.Refusal));
        }
    }

    /// <inheritdoc/>
    public async Task CleanUpAsync(Guid targetId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        // The next sweep deletes its blobs, unless other rows refer to the same content.
        if (await db.Set<Import>().AnyAsync(i => i.Id == targetId && i.FinishedAt == null, ct))
            await db.Set<ImportedFile>().Where(f => f.ImportId == targetId).ExecuteDeleteAsync(ct);
    }

    private async Task<(Import, Run, HashSet<string>)> LoadAsync(RunContext run, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var import = await db.Set<Import>().AsNoTracking().SingleAsync(i => i.Id == run.TargetId, ct);
        var row = await db.Set<Run>().AsNoTracking().SingleAsync(r => r.Id == run.RunId, ct);
        var existing = await db.Set<Recording>()
            .Where(r => r.DatasetId == import.DatasetId && r.ImportId != import.Id)
            .Select(r => r.Key)
            .ToHashSetAsync(StringComparer.Ordinal, ct);
        return (import, row, existing);
    }

    private async Task<KnownFiles> FilesAsync(ImportWork work, CancellationToken ct)
    {
        var (import, log) = (work.Import, work.Log);
        try
        {
            await using var source = await OpenAsync(import, ct);
            await new FileIntake(work, databases).RunAsync(source, ct);
        }
        catch (Exception e) when (e is RunRefusedException or SourceRefusedException)
        {
            await KnownFiles.LoadAsync(import.Id, databases, log, ct);
            throw;
        }
        var files = await KnownFiles.LoadAsync(import.Id, databases, log, ct);
        if (files.All.Any(f => f.Role != FileRole.Unused))
            return files;
        var nothing = new NothingMatched(
            files.Count == 0
                ? "nothing"
                : string.Join(", ", files.All.Take(8).Select(f => f.Path)) + (files.Count > 8 ? ", …" : "")
        );
        log.Add(nothing, null);
        throw new RunRefusedException(nothing);
    }

    private async Task<ISourceFiles> OpenAsync(Import import, CancellationToken ct)
    {
        if (import.Source == ImportSource.Folder)
        {
            var folder = FolderFiles.Find(import.Location, tools.Options);
            return folder.Ok
                ? new FolderFiles(folder.Value, tools.Options)
                : throw new RunRefusedException(folder.Refusal);
        }
        var upload = await tools.Blobs.OpenReadAsync(import.Location, ct);
        return import.Source == ImportSource.Zip
            ? ZipFiles.Open(upload, tools.Options)
            : new TarFiles(upload, tools.Options);
    }

    private static int AlignItems(ImportMap map, ImportDraft draft, RunCounter counter)
    {
        foreach (var recording in draft.Recordings)
        foreach (var sample in counter.Of(recording.Samples))
            for (var i = 0; i < map.Streams.Count; i++)
            {
                var stream = map.Streams[i];
                var reach = Reach.Of(sample.Anchor.Ns, stream.Window ?? map.Window, stream.Tolerance);
                // A sensor part that is still open had no series to be aligned with.
                sample.Parts[i] ??=
                    stream.Modality == Modality.Sensor
                        ? Aligner.OfSeries(stream, reach, null)
                        : Aligner.OfItems(
                            sample.Anchor.Row,
                            reach,
                            recording.Items.GetValueOrDefault(stream.Name),
                            stream.Name
                        );
            }
        return map.Streams.Count;
    }

    private static void StopIfRefused(ImportMap map, ImportDraft draft, RefusalLog log)
    {
        var rows = draft.Rows;
        if (map.OnError == OnError.Stop && log.All.Count > 0)
            throw new RunRefusedException(new StoppedAtRefusal(log.All[0].Reason));
        if (rows.Seen > 0 && (double)rows.Refused / rows.Seen > map.MaximumRefusedShare)
        {
            throw new RunRefusedException(new TooManyRowsRefused(rows.Refused, rows.Seen, map.MaximumRefusedShare));
        }
    }
}
