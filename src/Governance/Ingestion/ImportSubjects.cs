using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Ingestion;

/// <summary>Keeps which subjects the source of an import names.</summary>
internal static class ImportSubjects
{
    /// <summary>Writes them in the caller's transaction, in place of those of an earlier attempt.</summary>
    /// <param name="all">Whether no row or file can be of anybody else.</param>
    public static async Task WriteAsync(GovernanceDb db, ImportWork work, bool all, CancellationToken ct)
    {
        var import = work.Import.Id;
        await db.Set<ImportSubject>().Where(s => s.ImportId == import).ExecuteDeleteAsync(ct);
        var hashes = await work.Tools.Tombstones.HashesAsync(db, work.Screen.Met, ct);
        await db.CopyAsync(hashes.Select(h => new ImportSubject { ImportId = import, Hash = h }), ct);
        await db.Set<Import>()
            .Where(i => i.Id == import)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.NamesAllSubjects, all && work.Screen.KnowsAll), ct);
    }
}
