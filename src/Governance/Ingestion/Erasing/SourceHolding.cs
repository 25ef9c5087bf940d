using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Ingestion;

/// <summary>
/// The sources of a subject's data that imports keep: the uploaded archive and the tables in it (they contain the rows of
/// all their subjects and are deleted as a whole; samples and streams of other subjects have copies of their own), the rows
/// about the subject's files, refusals that quote cells, and the pseudonym in reports, names and maps.
/// A folder outside the portal is not erased; it is reported as remaining.
/// </summary>
internal sealed class SourceHolding(ImportsNaming naming, LedgerEntries ledger, TimeProvider time) : ISubjectHolding
{
    public string Name => "imports";
    public Message Title => new HeldUploads();
    public HoldingPlace Place => HoldingPlace.Sources;
    public HoldingFate Fate => HoldingFate.Deleted;
    public Message WhatHappens => new UploadsDeleted();
    public IReadOnlyList<string> Tables => ["imports", "import_subjects", "imported_files", "run_refusals"];
    public IReadOnlyList<string> BlobColumns =>
        ["imports.location", "imported_files.result_digest", "imported_files.facts"];

    public async Task<Held> FindAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct)
    {
        if (!scope.Erases)
            return Held.Nothing;
        var reached = await naming.OfAsync(db, scope, ct);
        var imports = await reached.OrderBy(i => i.Id).Select(i => new { i.Id, i.Name }).ToListAsync(ct);
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
        var reached = await naming.OfAsync(db, erasure.Scope, ct);
        var imports = await reached.AsNoTracking().OrderBy(i => i.Id).ToListAsync(ct);
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
        await naming.ForgetAsync(db, erasure.Scope, ct);
        return new(imports.Count, blobs, More: false);
    }

    public async Task<IReadOnlyList<Message>> RemainsAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct)
    {
        if (!scope.Erases)
            return [];
        var reached = await naming.OfAsync(db, scope, ct);
        var folders = await reached.CountAsync(i => i.Source == ImportSource.Folder, ct);
        var unnamed = await ImportsNaming.Unnamed(db).CountAsync(i => !reached.Any(r => r.Id == i.Id), ct);
        var remains = new List<Message>();
        if (folders > 0)
            remains.Add(new FoldersRemain(folders));
        if (unnamed > 0)
            remains.Add(new UnnamedSourcesRemain(unnamed));
        return remains;
    }
}
