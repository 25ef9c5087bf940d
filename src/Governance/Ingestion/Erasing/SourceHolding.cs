using Governance.Catalog;
using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Ingestion;

/// <summary>
/// The sources of a subject's data that imports keep: the uploaded archive and the tables in it (they contain the rows of
/// all their subjects and are deleted as a whole; samples and streams of other subjects have copies of their own), the rows
/// about the subject's files, refusals that quote cells, and the pseudonym in reports, names and maps.
/// A folder outside the portal is not erased; it is reported as remaining.
/// </summary>
internal sealed class SourceHolding(LedgerEntries ledger, TimeProvider time) : ISubjectHolding
{
    public string Name => "imports";
    public Message Title => new HeldUploads();
    public HoldingPlace Place => HoldingPlace.Sources;
    public HoldingFate Fate => HoldingFate.Deleted;
    public Message WhatHappens => new UploadsDeleted();
    public IReadOnlyList<string> Tables => ["imports", "imported_files", "run_refusals"];
    public IReadOnlyList<string> BlobColumns =>
        ["imports.location", "imported_files.result_digest", "imported_files.facts"];

    public async Task<Held> FindAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct)
    {
        if (!scope.Erases)
            return Held.Nothing;
        var imports = await Reached(db, scope).OrderBy(i => i.Id).Select(i => new { i.Id, i.Name }).ToListAsync(ct);
        var trace = new SubjectTrace(scope.Pseudonym);
        return new(
            imports.Count,
            [.. imports.Take(Held.Most).Select(i => new HeldThing(trace.Replace(i.Name), 0, i.Id))]
        );
    }

    public async Task<ErasedBatch> EraseAsync(GovernanceDb db, Erasure erasure, CancellationToken ct)
    {
        if (!erasure.Scope.Erases)
            return ErasedBatch.Nothing;
        // All in one batch: the next holding deletes the samples, and with them the derivations that say which subject a file is of.
        var imports = await Reached(db, erasure.Scope).AsNoTracking().OrderBy(i => i.Id).ToListAsync(ct);
        var (blobs, now) = (new HashSet<string>(StringComparer.Ordinal), time.GetUtcNow());
        foreach (var import in imports)
        {
            await new SourceErasure(db, erasure, import, now).RunAsync(blobs, ct);
            ledger.Append(
                db,
                erasure.Actor,
                "import.source-erased",
                import.Id,
                new { withdrawal = erasure.WithdrawalId }
            );
        }
        await EraseRelatedAsync(db, erasure, imports, blobs, ct);
        return new(imports.Count, blobs, More: false);
    }

    public async Task<IReadOnlyList<Message>> RemainsAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct)
    {
        var folders = scope.Erases ? await Reached(db, scope).CountAsync(i => i.Source == ImportSource.Folder, ct) : 0;
        return folders == 0 ? [] : [new FoldersRemain(folders)];
    }

    private static IQueryable<Import> Reached(GovernanceDb db, WithdrawalScope scope)
    {
        var subject = scope.SubjectId;
        return db.Set<Import>().Where(i => db.Set<Recording>().Any(r => r.ImportId == i.Id && r.SubjectId == subject));
    }

    /// <summary>
    /// Erases the traces of the subject in other imports that may contain it: the same archive imported again, and unfinished
    /// imports of the same datasets. Neither is read again.
    /// </summary>
    private async Task EraseRelatedAsync(
        GovernanceDb db,
        Erasure erasure,
        List<Import> imports,
        HashSet<string> blobs,
        CancellationToken ct
    )
    {
        var archives = imports.Where(i => i.Source != ImportSource.Folder).Select(i => i.Location).Distinct().ToArray();
        var datasets = imports.Select(i => i.DatasetId).Distinct().ToArray();
        var done = imports.Select(i => i.Id).ToArray();
        var like = db.Set<Import>()
            .AsNoTracking()
            .Where(i =>
                !done.Contains(i.Id)
                && db.Set<Run>().Any(r => r.Id == i.RunId && r.FinishedAt != null)
                && (
                    (i.Source != ImportSource.Folder && archives.Contains(i.Location))
                    || (datasets.Contains(i.DatasetId) && i.FinishedAt == null)
                )
            );
        foreach (var import in await like.OrderBy(i => i.Id).ToListAsync(ct))
            await new SourceErasure(db, erasure, import, time.GetUtcNow()).RunAsync(blobs, ct);
    }
}
