using System.Text.RegularExpressions;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;

namespace Governance.Ingestion;

/// <summary>
/// Removes what an import stored about subjects before it knew that they are left out, in the transaction that ends the import:
/// the archive and the tables as a whole, because they contain the rows of all subjects, the files of the subjects, and their
/// pseudonyms in names and maps.
/// </summary>
internal sealed class LeftOutErasure(GovernanceDb db, Import import, SubjectScreen screen, Run run, DateTimeOffset now)
{
    private const int NamesInPattern = 100;

    /// <param name="used">Paths of the files that stored subjects use; they stay.</param>
    public async Task RunAsync(IReadOnlySet<string> used, LedgerEntries ledger, CancellationToken ct)
    {
        if (!screen.LeftSomethingOut)
            return;
        var digests = await FilesAsync(used, ct);
        await ImportDiscards.AddAsync(db, import.Id, digests, ct);
        await EndAsync(ledger, ct);
    }

    /// <summary>Removes the pseudonyms from the names and the map of an import that has ended, and gives up its archive.</summary>
    public async Task EndAsync(LedgerEntries ledger, CancellationToken ct)
    {
        foreach (var trace in Traces(screen.Pseudonyms))
        {
            await NameAsync(trace, ended: true, ct);
            await MapAsync(trace, ct);
        }
        await SourceAsync(ledger, ct);
    }

    /// <summary>
    /// Removes pseudonyms from the name of the upload before anything is read. The map is left until the end, because the import
    /// still reads it.
    /// </summary>
    public async Task NamesAsync(CancellationToken ct)
    {
        foreach (var trace in Traces(screen.NamesIn(import.Name)))
            await NameAsync(trace, ended: false, ct);
    }

    /// <summary>Marks the archive as deleted, and lists it for deletion; a folder outside the portal is its owner's.</summary>
    private async Task SourceAsync(LedgerEntries ledger, CancellationToken ct)
    {
        if (import.Source == ImportSource.Folder)
            return;
        await ImportDiscards.AddAsync(db, import.Id, [import.Location], ct);
        await db.Set<Import>()
            .Where(i => i.Id == import.Id && i.SourceErasedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.SourceErasedAt, now), ct);
        // Another import may have the same archive, and keep it.
        if (
            !await db.Set<Import>()
                .AnyAsync(
                    i => i.Location == import.Location && i.Source != ImportSource.Folder && i.SourceErasedAt == null,
                    ct
                )
        )
            await ErasureTrail.InvalidateNamedAsync(
                db,
                new ErasureStep(Guid.CreateVersion7(), run.Id, run.Starter, now),
                [ThingKey.Blob(import.Location)],
                ct
            );
        ledger.Append(db, run.Starter, "import.source-erased", import.Id, new { leftOut = screen.LeftSomethingOut });
        await db.SaveChangesAsync(ct);
    }

    /// <param name="ended">Whether the folder is no longer read.</param>
    private async Task NameAsync(SubjectTrace trace, bool ended, CancellationToken ct)
    {
        await JobRuns.EraseTitleAsync(db, run.Id, trace.Pattern, ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE imports SET
                name = regexp_replace(name, {trace.Pattern}, 'erased', 'g'),
                location = CASE WHEN source = 'Folder' AND {ended}
                    THEN regexp_replace(location, {trace.Pattern}, 'erased', 'g') ELSE location END
            WHERE id = {import.Id}
            """,
            ct
        );
    }

    private async Task MapAsync(SubjectTrace trace, CancellationToken ct)
    {
        var map = await db.Set<Import>().Where(i => i.Id == import.Id).Select(i => i.Map).SingleAsync(ct);
        if (trace.ReplaceIn(map) is not { } without)
            return;
        await db.Database.ExecuteSqlAsync(
            $"UPDATE imports SET map = CAST({without} AS jsonb) WHERE id = {import.Id}",
            ct
        );
        var steps = await db.Set<Activity>().Where(a => a.RunId == run.Id).ToListAsync(ct);
        foreach (var step in steps)
            if (trace.ReplaceIn(step.Parameters) is { } parameters)
                await ErasureTrail.ReplaceParametersAsync(db, step.Id, parameters, ct);
    }

    /// <summary>Deletes the rows of the subjects' files and the content of tables and unused files; returns the digests.</summary>
    private async Task<List<string>> FilesAsync(IReadOnlySet<string> used, CancellationToken ct)
    {
        var digests = new List<string>();
        foreach (var paths in screen.Files.Where(p => !used.Contains(p)).Chunk(1_000))
            digests.AddRange(await DeleteAsync(f => paths.Contains(f.Path), ct));
        var kept = used.ToArray();
        foreach (var trace in Traces(screen.Pseudonyms))
        {
            var pattern = trace.Pattern;
            digests.AddRange(await DeleteAsync(f => Regex.IsMatch(f.Path, pattern) && !kept.Contains(f.Path), ct));
        }
        digests.AddRange(await SourceErasure.EmptyTablesAsync(db, import.Id, ct));
        return digests;
    }

    private async Task<List<string>> DeleteAsync(
        System.Linq.Expressions.Expression<Func<ImportedFile, bool>> which,
        CancellationToken ct
    )
    {
        var files = db.Set<ImportedFile>().Where(f => f.ImportId == import.Id).Where(which);
        var digests = await SourceErasure.DigestsAsync(files, ct);
        await files.ExecuteDeleteAsync(ct);
        return digests;
    }

    /// <summary>Patterns that together find all the names.</summary>
    public static IEnumerable<SubjectTrace> Traces(IEnumerable<string> names) =>
        names.Distinct(StringComparer.Ordinal).Chunk(NamesInPattern).Select(n => new SubjectTrace(n));
}
