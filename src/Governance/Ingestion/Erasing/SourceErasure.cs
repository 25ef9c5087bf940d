using System.Text.RegularExpressions;
using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;

namespace Governance.Ingestion;

/// <summary>Erases the traces of one subject from one import, in the caller's transaction.</summary>
internal sealed class SourceErasure(GovernanceDb db, Erasure erasure, Import import, DateTimeOffset now)
{
    private readonly SubjectTrace _trace = new(erasure.Scope.Pseudonym);

    public async Task RunAsync(HashSet<string> blobs, CancellationToken ct)
    {
        var own = await OwnKeysAsync(ct);
        var named = await NamedAsync(ct);
        var prefix = ThingKey.File(import.Id, "");
        var paths = own.Where(k => k.StartsWith(prefix, StringComparison.Ordinal))
            .Select(k => k[prefix.Length..])
            .ToArray();
        foreach (var digest in await FilesAsync(paths, named, ct))
            blobs.Add(digest);
        blobs.UnionWith(await DiscardedAsync(ct));
        await EraseTextsAsync(paths, named, ct);
        var step = new ErasureStep(erasure.ActivityId, erasure.RunId, erasure.Actor, now);
        await ErasureTrail.InvalidateAsync(db, step, own, ct);
        if (import.Source == ImportSource.Folder)
            return;
        blobs.Add(import.Location);
        await ErasureTrail.InvalidateNamedAsync(db, step, [ThingKey.Blob(import.Location)], ct);
        await db.Set<Import>()
            .Where(i => i.Id == import.Id && i.SourceErasedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.SourceErasedAt, now), ct);
    }

    /// <summary>Keys of the files and items from which only the subject's samples and streams were made.</summary>
    private async Task<List<string>> OwnKeysAsync(CancellationToken ct) =>
        await db
            .Database.SqlQuery<string>(
                $"""
                WITH mine AS (
                    SELECT 'sample:' || replace(id::text, '-', '') AS key FROM samples
                    WHERE subject_id = {erasure.Scope.SubjectId} AND import_id = {import.Id}
                    UNION ALL
                    SELECT 'stream:' || replace(s.id::text, '-', '') FROM recording_streams s JOIN recordings r ON r.id = s.recording_id
                    WHERE r.subject_id = {erasure.Scope.SubjectId} AND r.import_id = {import.Id}
                ), items AS (
                    SELECT DISTINCT d.input AS key FROM derivations d JOIN mine m ON d.output = m.key WHERE d.input LIKE 'item:%'
                ), own_items AS (
                    SELECT key FROM items i WHERE NOT EXISTS (
                        SELECT 1 FROM derivations d WHERE d.input = i.key AND d.output LIKE 'sample:%'
                            AND NOT EXISTS (SELECT 1 FROM mine m WHERE m.key = d.output))
                ), made AS (
                    SELECT key FROM mine UNION ALL SELECT key FROM own_items
                ), files AS (
                    SELECT DISTINCT d.input AS key FROM derivations d JOIN made m ON d.output = m.key WHERE d.input LIKE 'file:%'
                )
                SELECT key AS "Value" FROM own_items
                UNION
                SELECT key FROM files f WHERE NOT EXISTS (
                    SELECT 1 FROM derivations d WHERE d.input = f.key AND d.output NOT LIKE 'erased:%'
                        AND NOT EXISTS (SELECT 1 FROM made m WHERE m.key = d.output))
                """
            )
            .ToListAsync(ct);

    /// <summary>
    /// A pattern for paths that contain the pseudonym or begin with the key of one of the subject's recordings. It also
    /// finds files that nothing was made from.
    /// </summary>
    private async Task<string> NamedAsync(CancellationToken ct)
    {
        var subject = erasure.Scope.SubjectId;
        var keys = await db.Set<Recording>()
            .Where(r => r.ImportId == import.Id && r.SubjectId == subject)
            .Select(r => r.Key)
            .ToListAsync(ct);
        return $"{_trace.Pattern}|^(?:{string.Join('|', keys.Select(Regex.Escape))})/";
    }

    /// <summary>
    /// Deletes the rows of the subject's own files. The rows of tables and unused files stay, without their content.
    /// Returns the digests of what was removed.
    /// </summary>
    private async Task<List<string>> FilesAsync(string[] paths, string named, CancellationToken ct)
    {
        var own = db.Set<ImportedFile>()
            .Where(f => f.ImportId == import.Id && (paths.Contains(f.Path) || Regex.IsMatch(f.Path, named)));
        var digests = await DigestsAsync(own, ct);
        await own.ExecuteDeleteAsync(ct);
        digests.AddRange(await EmptyTablesAsync(db, import.Id, ct));
        return digests;
    }

    /// <summary>Takes over the deletion of content that the import has discarded and that an unfinished job kept so far.</summary>
    private async Task<List<string>> DiscardedAsync(CancellationToken ct)
    {
        var discards = db.Set<ImportDiscard>().Where(d => d.ImportId == import.Id);
        var digests = await discards.Select(d => d.Digest).ToListAsync(ct);
        await discards.ExecuteDeleteAsync(ct);
        return digests;
    }

    /// <summary>
    /// Removes the content of the tables and the unused files of an import, because nothing tells which subjects are in it.
    /// Returns the digests of what was removed.
    /// </summary>
    internal static async Task<List<string>> EmptyTablesAsync(GovernanceDb db, Guid importId, CancellationToken ct)
    {
        var unclear = db.Set<ImportedFile>()
            .FromSql(
                $"""
                SELECT * FROM imported_files
                WHERE import_id = {importId} AND (facts ->> 'role' = 'table' OR state = 'Unused')
                    AND (result_digest IS NOT NULL OR facts ->> 'excerpt' IS NOT NULL)
                """
            );
        var digests = await DigestsAsync(unclear, ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE imported_files SET result_digest = NULL, facts = facts - 'excerpt' - 'thumbnailDigest'
            WHERE import_id = {importId} AND (facts ->> 'role' = 'table' OR state = 'Unused')
            """,
            ct
        );
        return digests;
    }

    internal static async Task<List<string>> DigestsAsync(IQueryable<ImportedFile> files, CancellationToken ct)
    {
        var rows = await files.AsNoTracking().Select(f => new { f.ResultDigest, f.Facts }).ToListAsync(ct);
        return
        [
            .. rows.SelectMany(r =>
                    new[] { r.ResultDigest, r.Facts is null ? null : FileFacts.From(r.Facts).ThumbnailDigest }
                )
                .OfType<string>(),
        ];
    }

    /// <summary>
    /// Deletes the refusals of rows, because they quote cells of any subject, and removes the pseudonym from names, maps,
    /// reports and the parameters of steps.
    /// </summary>
    private async Task EraseTextsAsync(string[] paths, string named, CancellationToken ct)
    {
        var pattern = _trace.Pattern;
        await JobRuns.EraseTextsAsync(db, import.RunId, pattern, named, paths, ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE imports SET
                name = regexp_replace(name, {pattern}, 'erased', 'g'),
                location = CASE source WHEN 'Folder' THEN regexp_replace(location, {pattern}, 'erased', 'g') ELSE location END,
                report = CASE WHEN jsonb_typeof(report -> 'subjects') = 'array' THEN jsonb_set(report, ARRAY['subjects'], COALESCE(
                    (SELECT jsonb_agg(s) FROM jsonb_array_elements(report -> 'subjects') s
                        WHERE s ->> 'pseudonym' <> {erasure.Scope.Pseudonym}), '[]'::jsonb)) ELSE report END
            WHERE id = {import.Id}
            """,
            ct
        );
        if (_trace.ReplaceIn(import.Map) is { } map)
            await db.Database.ExecuteSqlAsync(
                $"UPDATE imports SET map = CAST({map} AS jsonb) WHERE id = {import.Id}",
                ct
            );
        foreach (
            var step in await db.Set<Activity>()
                .AsNoTracking()
                .Where(a => a.RunId == import.RunId)
                .Select(a => new { a.Id, a.Parameters })
                .ToListAsync(ct)
        )
            if (_trace.ReplaceIn(step.Parameters) is { } parameters)
                await ErasureTrail.ReplaceParametersAsync(db, step.Id, parameters, ct);
    }
}
