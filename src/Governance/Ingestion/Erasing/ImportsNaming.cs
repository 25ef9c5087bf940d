using System.Text.RegularExpressions;
using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Ingestion;

/// <summary>
/// Finds the imports that contain, or may contain, data of a subject: those that made its recordings, those whose rows, files, maps
/// or refusals name it, and those of the same datasets with rows that name nobody.
/// </summary>
internal sealed class ImportsNaming(Tombstones tombstones)
{
    /// <summary>Imports that no longer read their source. A running one asks again who may be stored before it ends.</summary>
    private static IQueryable<Import> Read(GovernanceDb db) =>
        db.Set<Import>()
            .Where(i => i.NamesAllSubjects != null || db.Set<Run>().Any(r => r.Id == i.RunId && r.FinishedAt != null));

    /// <summary>Imports with an archive in which anybody may be.</summary>
    public static IQueryable<Import> Unnamed(GovernanceDb db) =>
        Read(db).Where(i => i.NamesAllSubjects != true && i.Source != ImportSource.Folder && i.SourceErasedAt == null);

    public async Task<IQueryable<Import>> OfAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct)
    {
        var subject = scope.SubjectId;
        var hash = await HashAsync(db, scope, ct);
        var named = await NamedAsync(db, scope.Pseudonym, ct);
        var own = db.Set<Recording>().Where(r => r.SubjectId == subject);
        var archives = db.Set<Import>()
            .Where(i => i.Source != ImportSource.Folder && own.Any(r => r.ImportId == i.Id))
            .Select(i => i.Location);
        var read = Read(db);
        return db.Set<Import>()
            .Where(i =>
                own.Any(r => r.ImportId == i.Id)
                || db.Set<ImportSubject>().Any(s => s.ImportId == i.Id && s.Hash == hash)
                || (
                    read.Any(r => r.Id == i.Id)
                    && (
                        named.Contains(i.Id)
                        || (i.NamesAllSubjects != true && own.Any(r => r.DatasetId == i.DatasetId))
                        || (i.Source != ImportSource.Folder && archives.Contains(i.Location))
                    )
                )
            );
    }

    /// <summary>Deletes what says that imports name the subject, after their texts and archives are erased.</summary>
    public async Task ForgetAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct)
    {
        var hash = await HashAsync(db, scope, ct);
        await db.Set<ImportSubject>().Where(s => s.Hash == hash).ExecuteDeleteAsync(ct);
    }

    private async Task<byte[]> HashAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct) =>
        (await tombstones.HashesAsync(db, [scope.Pseudonym], ct))[0];

    /// <summary>Ids of the imports whose name, map, paths or refusals contain the pseudonym.</summary>
    private static async Task<Guid[]> NamedAsync(GovernanceDb db, string pseudonym, CancellationToken ct)
    {
        var trace = new SubjectTrace(pseudonym);
        var pattern = trace.Pattern;
        var runs = await JobRuns.NamingAsync(db, ImportJob.Kind, pseudonym, pattern, ct);
        var found = await db.Set<Import>()
            .Where(i =>
                runs.Contains(i.RunId)
                || Regex.IsMatch(i.Name, pattern)
                || (i.Source == ImportSource.Folder && Regex.IsMatch(i.Location, pattern))
                || db.Set<ImportedFile>().Any(f => f.ImportId == i.Id && Regex.IsMatch(f.Path, pattern))
            )
            .Select(i => i.Id)
            .ToListAsync(ct);
        // Escapes of the stored JSON end in letters, so the maps are searched after decoding.
        var maps = db.Set<Import>()
            .FromSql($"SELECT * FROM imports WHERE strpos(map::text, {pseudonym}) > 0")
            .Select(i => new { i.Id, i.Map })
            .AsAsyncEnumerable();
        await foreach (var import in maps.WithCancellation(ct))
            if (trace.ReplaceIn(import.Map) is not null)
                found.Add(import.Id);
        return [.. found.Distinct()];
    }
}
