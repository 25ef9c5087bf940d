using Governance.Catalog;
using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;

namespace Governance.Ingestion;

/// <summary>
/// The transaction that makes an import visible: subjects, recordings, streams, samples, parts, provenance, report and
/// ledger entries. Called again after it committed, it does nothing. What was stored about subjects who are left out is removed
/// in the same transaction.
/// </summary>
internal sealed class ImportCommit(
    IDbContextFactory<GovernanceDb> databases,
    Consents consents,
    LedgerEntries ledger,
    ProvenanceGraph graph,
    TimeProvider time
)
{
    /// <summary>
    /// Returns false, with nothing written, when a subject of the draft may no longer be stored: it withdrew after the import had
    /// begun.
    /// </summary>
    public async Task<bool> RunAsync(
        ImportWork work,
        Run run,
        KnownFiles files,
        ImportDraft draft,
        DateTimeOffset startedAt,
        CancellationToken ct
    )
    {
        var (import, map) = (work.Import, work.Map);
        var recordings = draft.Recordings.ToList();
        work.Screen.CountListed(files, draft.UsedFiles);
        var unused = files
            .All.Where(f =>
                f.ResultDigest is not null && !draft.UsedFiles.Contains(f.Path) && !work.Screen.Files.Contains(f.Path)
            )
            .Select(f => f.Path)
            .ToList();
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Imports finish one at a time, so that no two create the same subject or recording.
        await db.LockAsync(StoragePermissions.CommitLock, ct);
        var row = await db.Set<Import>().SingleAsync(i => i.Id == import.Id, ct);
        if (row.FinishedAt is not null)
            return true;
        if (!await MayStoreAsync(db, work, recordings, ct))
            return false;
        await RefuseTakenAsync(db, import.DatasetId, recordings, ct);

        var actor = run.Starter;
        var subjects = await SubjectsAsync(db, actor, recordings, draft.Kind, ct);
        row.Report = ImportReports.Of(map, files, files.Unused + unused.Count, recordings, work.Screen);
        ledger.Append(
            db,
            actor,
            "import.finished",
            import.Id,
            new
            {
                dataset = import.DatasetId,
                run = run.Id,
                mapDigest = import.MapDigest,
                files = row.Report.Files,
                filesRefused = row.Report.FilesRefused,
                recordings = row.Report.Recordings,
                streams = row.Report.Streams,
                samples = row.Report.Samples,
                complete = row.Report.SamplesComplete,
                leftOut = row.Report.LeftOut,
            }
        );
        await db.SaveChangesAsync(ct);
        foreach (var paths in unused.Chunk(1_000))
            await db.Set<ImportedFile>()
                .Where(f => f.ImportId == import.Id && paths.Contains(f.Path))
                .ExecuteUpdateAsync(s => s.SetProperty(f => f.State, ImportedFileState.Unused), ct);

        var rows = new ImportRows(import, map, subjects);
        var provenance = new ImportProvenance(import, map, files, graph, actor, startedAt, run.Id, row.Report.LeftOut);
        await work.Run.StageAsync(
            new NamingSamples(),
            draft.SampleCount,
            "samples",
            counter => Name(recordings, rows, provenance, counter),
            ct
        );
        await work.Run.StageAsync(
            new WritingImport(),
            rows.Count + provenance.Count,
            "rows",
            counter => WriteAsync(db, rows, provenance, counter, ct),
            ct
        );
        await ImportSubjects.WriteAsync(db, work, AllUsed(work, files, row.Report), ct);
        await new LeftOutErasure(db, import, work.Screen, run, time.GetUtcNow()).RunAsync(draft.UsedFiles, ledger, ct);
        // Set last, so that it is the time at which the import ended.
        var finishedAt = time.GetUtcNow();
        await db.Set<Import>()
            .Where(i => i.Id == import.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.FinishedAt, finishedAt), ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Whether no file can be of a subject that no row or path names: an unused or refused one may be of anybody.</summary>
    private static bool AllUsed(ImportWork work, KnownFiles files, ImportReport report) =>
        report.FilesUnused == 0
        && !files.All.Any(f =>
            f.Refused is not null && (f.Role == FileRole.Unused || work.Map.Recordings.Subject.Columns.Any())
        );

    private static async Task<bool> MayStoreAsync(
        GovernanceDb db,
        ImportWork work,
        List<RecordingDraft> recordings,
        CancellationToken ct
    )
    {
        var dataset = await db.Set<Dataset>().AsNoTracking().SingleAsync(d => d.Id == work.Import.DatasetId, ct);
        var permission = await work.Tools.Permissions.ReadAsync(db, dataset.Storage, ct);
        return recordings.TrueForAll(r => permission.Why(r.Subject) is null);
    }

    private static long Name(
        List<RecordingDraft> recordings,
        ImportRows rows,
        ImportProvenance provenance,
        RunCounter counter
    )
    {
        foreach (var recording in recordings)
        {
            rows.Add(recording, counter);
            provenance.Add(recording, rows, counter);
        }
        return rows.Count;
    }

    private static async Task<long> WriteAsync(
        GovernanceDb db,
        ImportRows rows,
        ImportProvenance provenance,
        RunCounter counter,
        CancellationToken ct
    ) =>
        await Recordings.WriteAsync(
            db,
            counter.Of(rows.Recordings),
            counter.Of(rows.Streams),
            counter.Of(rows.Samples),
            counter.Of(rows.Parts),
            ct
        )
        + await ProvenanceGraph.CopyAsync(db, counter.Of(provenance.Activities), ct)
        + await ProvenanceGraph.CopyAsync(db, counter.Of(provenance.Derivations), ct);

    private static async Task RefuseTakenAsync(
        GovernanceDb db,
        Guid datasetId,
        List<RecordingDraft> recordings,
        CancellationToken ct
    )
    {
        foreach (var keys in recordings.Select(r => r.Key).Chunk(1_000))
            if (
                await db.Set<Recording>()
                    .Where(r => r.DatasetId == datasetId && keys.Contains(r.Key))
                    .Select(r => r.Key)
                    .FirstOrDefaultAsync(ct) is
                { } taken
            )
                throw new RunRefusedException(new ImportedMeanwhile(taken));
    }

    private async Task<Dictionary<string, Guid>> SubjectsAsync(
        GovernanceDb db,
        Actor actor,
        List<RecordingDraft> recordings,
        SubjectKind kind,
        CancellationToken ct
    )
    {
        var wanted = recordings.Select(r => r.Subject).Distinct().Order(StringComparer.Ordinal).ToList();
        var known = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var names in wanted.Chunk(1_000))
        foreach (
            var subject in await db.Set<Subject>()
                .AsNoTracking()
                .Where(s => names.Contains(s.Pseudonym))
                .ToListAsync(ct)
        )
            known[subject.Pseudonym] = subject.Id;
        foreach (var name in wanted.Where(n => !known.ContainsKey(n)))
            known[name] = consents.NewSubject(db, actor, name, kind, entry: "subject.created").Id;
        return known;
    }
}
