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
        {
            await DiscardAsync(run.RunId, ct);
            return;
        }
        var (map, errors) = ImportMapReader.Read(import.Map);
        if (map is null)
            throw new RunRefusedException(new WhatWasRefused(new MapInvalid(errors)));
        var startedAt = time.GetUtcNow();
        while (true)
        {
            var log = new RefusalLog(run.RunId, tools.Options.MaxRefusals);
            var work = new ImportWork(import, map, tools, run, log) { Screen = await ScreenAsync(import, row, ct) };
            var draft = new ImportDraft(map, existing, tools.Options.MaxItems, log, work.Screen);
            try
            {
                var files = await FilesAsync(work, ct);
                await ReadAsync(work, files, draft, ct);
                await SaveRefusalsAsync(work, ct);
                var commit = new ImportCommit(databases, consents, ledger, graph, time);
                if (await commit.RunAsync(work, row, files, draft, startedAt, ct))
                    break;
                // Consent changed while the import was read: read again, without the subjects who may no longer be stored.
                await AbandonAsync(import.Id, draft, ct);
            }
            catch (OperationCanceledException)
            {
                await AbandonAsync(import.Id, draft, CancellationToken.None);
                throw;
            }
            catch (Exception e) when (e is RunRefusedException or SourceRefusedException)
            {
                if (e is SourceRefusedException { Refusal: var refusal })
                    log.Add(refusal, null);
                var screen = await EndWithoutResultAsync(work, draft, row, ct);
                await DiscardAsync(run.RunId, ct);
                throw new RunRefusedException(
                    screen.Without(
                        e is SourceRefusedException source
                            ? new WhatWasRefused(source.Refusal)
                            : ((RunRefusedException)e).Why
                    )
                );
            }
        }
        await DiscardAsync(run.RunId, ct);
    }

    /// <summary>
    /// Gives up everything of an import without a result, the archive included: nobody reads it again, and it may contain data of
    /// anybody.
    /// </summary>
    public async Task CleanUpAsync(Guid targetId, CancellationToken ct)
    {
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        var import = await db.Set<Import>()
            .AsNoTracking()
            .SingleOrDefaultAsync(i => i.Id == targetId && i.FinishedAt == null, ct);
        if (import is null)
            return;
        var files = db.Set<ImportedFile>().Where(f => f.ImportId == targetId);
        await ImportDiscards.AddAsync(db, targetId, await SourceErasure.DigestsAsync(files, ct), ct);
        await files.ExecuteDeleteAsync(ct);
        if (import.SourceErasedAt is null)
        {
            var row = await db.Set<Run>().AsNoTracking().SingleAsync(r => r.Id == import.RunId, ct);
            await new LeftOutErasure(db, import, SubjectScreen.Nobody, row, time.GetUtcNow()).EndAsync(ledger, ct);
        }
        await change.CommitAsync(ct);
        await DiscardAsync(import.RunId, ct);
    }

    private async Task<SubjectScreen> ScreenAsync(Import import, Run row, CancellationToken ct)
    {
        await using var change = await Change.BeginAsync(databases, ct);
        var rule = await RuleAsync(change.Db, import, ct);
        var screen = new SubjectScreen(await tools.Permissions.ReadAsync(change.Db, rule, ct));
        await new LeftOutErasure(change.Db, import, screen, row, time.GetUtcNow()).NamesAsync(ct);
        await change.CommitAsync(ct);
        return screen;
    }

    private static async Task<StorageRule> RuleAsync(GovernanceDb db, Import import, CancellationToken ct) =>
        (await db.Set<Dataset>().AsNoTracking().SingleAsync(d => d.Id == import.DatasetId, ct)).Storage;

    /// <summary>Writes the refusals, without those that name a subject who is left out.</summary>
    private static async Task SaveRefusalsAsync(ImportWork work, CancellationToken ct)
    {
        foreach (var trace in LeftOutErasure.Traces(work.Screen.Pseudonyms))
            work.Log.Remove(trace.Word);
        await work.Run.ReplaceRefusalsAsync(work.Log.All, ct);
    }

    /// <summary>
    /// Ends a refused import: writes its refusals and whom the source names, removes the names of subjects who are left out, and gives
    /// up its archive. Who is left out is asked again under the lock that a withdrawal waits for, so that no refusal quotes a subject
    /// after the erasure has gone through the imports.
    /// </summary>
    private async Task<SubjectScreen> EndWithoutResultAsync(
        ImportWork work,
        ImportDraft draft,
        Run row,
        CancellationToken ct
    )
    {
        await using var change = await Change.BeginAsync(databases, ct);
        var (db, import) = (change.Db, work.Import);
        await change.LockAsync(StoragePermissions.CommitLock, ct);
        var screen = work.Screen.AskAgain(await tools.Permissions.ReadAsync(db, await RuleAsync(db, import, ct), ct));
        if (screen.Pseudonyms.Except(work.Screen.Pseudonyms).Any())
            work.Log.RemoveRows();
        var ended = work with { Screen = screen };
        await SaveRefusalsAsync(ended, ct);
        await ImportSubjects.WriteAsync(db, ended, all: false, ct);
        await ImportDiscards.AddAsync(db, import.Id, draft.Stored, ct);
        await new LeftOutErasure(db, import, screen, row, time.GetUtcNow()).EndAsync(ledger, ct);
        await change.CommitAsync(ct);
        return screen;
    }

    /// <summary>Lists the content that a draft stored for deletion, if the next draft does not refer to it.</summary>
    private async Task AbandonAsync(Guid importId, ImportDraft draft, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await ImportDiscards.AddAsync(db, importId, draft.Stored, ct);
    }

    private Task DiscardAsync(Guid runId, CancellationToken ct) =>
        new ImportDiscards(databases, tools.Blobs, tools.References, time).RunAsync(runId, ct);

    private static async Task ReadAsync(ImportWork work, KnownFiles files, ImportDraft draft, CancellationToken ct)
    {
        await new ItemReader(work, files, draft).RunAsync(ct);
        await new SeriesReader(work, files, draft).RunAsync(ct);
        await work.Run.StageAsync(
            new Aligning(),
            draft.SampleCount,
            "samples",
            counter => AlignItems(work.Map, draft, counter),
            ct
        );
        draft.ReportKnown();
        StopIfRefused(work.Map, draft, work.Log);
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
        // When all files are of subjects who are left out, nothing was refused: there is nothing to import.
        if (files.All.Any(f => f.Role != FileRole.Unused) || work.Screen.LeftSomethingOut)
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
