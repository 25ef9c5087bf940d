using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>The door to recordings: list, read and write them.</summary>
public sealed class Recordings(IDbContextFactory<GovernanceDb> databases)
{
    /// <summary>A page of recordings, ordered by dataset (the newest first) and key, each with its streams ordered by name.</summary>
    /// <param name="datasetId">Null = those of every dataset.</param>
    /// <param name="search">Part of a recording's key.</param>
    public async Task<Result<GridPage<RecordingRow>>> ListAsync(
        Actor actor,
        Guid? datasetId,
        string? search,
        int skip,
        int take,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var recordings = db.Set<Recording>().AsNoTracking();
        if (datasetId is { } dataset)
            recordings = recordings.Where(r => r.DatasetId == dataset);
        if (!string.IsNullOrWhiteSpace(search))
            recordings = recordings.Where(r => EF.Functions.ILike(r.Key, $"%{Like.Escape(search.Trim())}%", "\\"));
        var total = await recordings.CountAsync(ct);
        var page = recordings
            .OrderByDescending(r => r.DatasetId)
            .ThenBy(r => r.Key)
            .Skip(Math.Max(0, skip))
            .Take(Cursor.Size(take));
        return new GridPage<RecordingRow>(await RowsAsync(db, page, ct), total);
    }

    /// <summary>The recording with this id, or <see cref="NotFound"/>.</summary>
    public async Task<Result<RecordingRow>> FindAsync(Actor actor, Guid recordingId, CancellationToken ct)
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = await RowsAsync(db, db.Set<Recording>().AsNoTracking().Where(r => r.Id == recordingId), ct);
        return rows.Count == 0 ? new NotFound("recording", recordingId.ToString()) : rows[0];
    }

    /// <summary>
    /// Writes recordings with their streams, samples and parts in the caller's transaction, which commits them with
    /// their provenance and ledger entry.
    /// </summary>
    /// <returns>How many rows were written.</returns>
    public static async Task<long> WriteAsync(
        GovernanceDb db,
        IEnumerable<Recording> recordings,
        IEnumerable<RecordingStream> streams,
        IEnumerable<Sample> samples,
        IEnumerable<SamplePart> parts,
        CancellationToken ct
    ) =>
        await db.CopyAsync(recordings, ct)
        + await db.CopyAsync(streams, ct)
        + await db.CopyAsync(samples, ct)
        + await db.CopyAsync(parts, ct);

    private static async Task<IReadOnlyList<RecordingRow>> RowsAsync(
        GovernanceDb db,
        IQueryable<Recording> recordings,
        CancellationToken ct
    )
    {
        var rows = await (
            from recording in recordings
            join dataset in db.Set<Dataset>() on recording.DatasetId equals dataset.Id
            join subject in db.Set<Subject>() on recording.SubjectId equals subject.Id
            orderby recording.DatasetId descending, recording.Key
            select new
            {
                recording,
                dataset.Name,
                subject.Pseudonym,
                Samples = db.Set<Sample>().Count(s => s.RecordingId == recording.Id),
            }
        ).ToListAsync(ct);
        var ids = rows.Select(r => r.recording.Id).ToArray();
        var streams = (
            await db.Set<RecordingStream>()
                .AsNoTracking()
                .Where(s => ids.Contains(s.RecordingId))
                .OrderBy(s => s.Name)
                .ToListAsync(ct)
        ).ToLookup(s => s.RecordingId);
        return
        [
            .. rows.Select(r => new RecordingRow(
                r.recording,
                r.Name,
                r.Pseudonym,
                r.Samples,
                [.. streams[r.recording.Id]]
            )),
        ];
    }
}
