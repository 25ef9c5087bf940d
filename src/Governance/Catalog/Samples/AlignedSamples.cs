using System.Text;
using Governance.Consent;
using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>The door to samples: list and read them, with the content of their parts and stretches of their series.</summary>
public sealed partial class AlignedSamples(
    IDbContextFactory<GovernanceDb> databases,
    IBlobStore blobs,
    SeriesQuery series,
    TimeProvider time
)
{
    private const int MaxTextBytes = 1 << 20;

    /// <summary>A page of samples for a grid, ordered by anchor time and id, with the total.</summary>
    public async Task<Result<GridPage<SampleCard>>> GridAsync(
        Actor actor,
        Guid datasetId,
        SampleQuery query,
        int skip,
        int take,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var samples = await SelectAsync(db, datasetId, query, time.GetUtcNow(), ct);
        if (!samples.Ok)
            return samples.Refusal;
        var total = await samples.Value.CountAsync(ct);
        var page = await samples
            .Value.OrderBy(s => s.AnchorNs)
            .ThenBy(s => s.Id)
            .Skip(skip)
            .Take(Cursor.Size(take))
            .ToListAsync(ct);
        return new GridPage<SampleCard>(await CardsAsync(db, page, null, time.GetUtcNow(), ct), total);
    }

    /// <summary>A page of samples for scripts, ordered by key, with a cursor.</summary>
    public async Task<Result<Page<SampleCard>>> ListAsync(
        Actor actor,
        Guid datasetId,
        SampleQuery query,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var samples = await SelectAsync(db, datasetId, query, time.GetUtcNow(), ct);
        if (!samples.Ok)
            return samples.Refusal;
        var rows = samples.Value;
        var listed = await rows.ToPageAsync(s => s.Key, new(cursor, size), ct, ascending: true);
        if (!listed.Ok)
            return listed.Refusal;
        var page = listed.Value;
        return new Page<SampleCard>(await CardsAsync(db, [.. page.Items], null, time.GetUtcNow(), ct), page.Next);
    }

    /// <summary>
    /// The sample with this id and all its parts, or <see cref="NotFound"/>. Parts whose consent was withdrawn for every purpose are
    /// shown as missing.
    /// </summary>
    public async Task<Result<SampleDetail>> FindAsync(Actor actor, Guid sampleId, CancellationToken ct)
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var visible = Modalities.All & ~await WithheldAsync(db, db.Set<Sample>().Where(s => s.Id == sampleId), ct);
        return await DetailAsync(db, sampleId, visible, null, ct) is { } detail
            ? detail
            : new NotFound("sample", sampleId.ToString());
    }

    /// <summary>The samples before and after this one in its dataset, in the order of <see cref="GridAsync"/>.</summary>
    public async Task<Result<SampleNeighbours>> NeighboursAsync(Actor actor, Guid sampleId, CancellationToken ct)
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var here = await db.Set<Sample>()
            .Where(s => s.Id == sampleId)
            .Select(s => new { s.DatasetId, s.AnchorNs })
            .SingleOrDefaultAsync(ct);
        if (here is null)
            return new NotFound("sample", sampleId.ToString());
        var others = db.Set<Sample>().Where(s => s.DatasetId == here.DatasetId);
        var previous = await others
            .Where(s => s.AnchorNs < here.AnchorNs || s.AnchorNs == here.AnchorNs && s.Id.CompareTo(sampleId) < 0)
            .OrderByDescending(s => s.AnchorNs)
            .ThenByDescending(s => s.Id)
            .Select(s => (Guid?)s.Id)
            .FirstOrDefaultAsync(ct);
        var next = await others
            .Where(s => s.AnchorNs > here.AnchorNs || s.AnchorNs == here.AnchorNs && s.Id.CompareTo(sampleId) > 0)
            .OrderBy(s => s.AnchorNs)
            .ThenBy(s => s.Id)
            .Select(s => (Guid?)s.Id)
            .FirstOrDefaultAsync(ct);
        return new SampleNeighbours(previous, next);
    }

    /// <summary>
    /// The sample for a door on a higher floor, which has checked its own permission and the consent gate; null when there is
    /// none with this id. Modalities outside <paramref name="visible"/> show as missing, “not permitted”, without their content.
    /// </summary>
    /// <param name="db">The caller's context: a second connection for every caller in a transaction could exhaust the pool.</param>
    /// <param name="parts">The names of the parts to read; null for all.</param>
    public async Task<SampleDetail?> DetailAsync(
        GovernanceDb db,
        Guid sampleId,
        Modalities visible,
        IReadOnlyList<string>? parts,
        CancellationToken ct
    )
    {
        var found = await (
            from sample in db.Set<Sample>().AsNoTracking()
            where sample.Id == sampleId
            join subject in db.Set<Subject>() on sample.SubjectId equals subject.Id
            join dataset in db.Set<Dataset>() on sample.DatasetId equals dataset.Id
            select new
            {
                sample,
                subject.Pseudonym,
                dataset.Synthetic,
            }
        ).SingleOrDefaultAsync(ct);
        if (found is null)
            return null;
        var rows = await db.Set<SamplePart>()
            .AsNoTracking()
            .Where(p => p.SampleId == sampleId && (parts == null || parts.Contains(p.Name)))
            .OrderBy(p => p.Name)
            .ToListAsync(ct);
        var streams = await PartStreams.ReadAsync(db, rows, ct);
        var details = new List<PartDetail>();
        foreach (var part in rows)
            details.Add(await PartAsync(part, streams, visible, ct));
        var one = found.sample;
        return new(
            one.Id,
            one.Key,
            one.DatasetId,
            one.RecordingId,
            one.SubjectId,
            found.Pseudonym,
            one.AnchorNs,
            one.FromNs,
            one.ToNs,
            one.Zone,
            one.Strata,
            found.Synthetic,
            details
        );
    }

    private async Task<PartDetail> PartAsync(
        SamplePart part,
        Dictionary<Guid, RecordingStream> streams,
        Modalities visible,
        CancellationToken ct
    )
    {
        if ((visible & part.Modality.AsSet()) == 0)
            return Absent(part, new("not-permitted", "the subject's consent does not cover it"));
        if (part.Missing is { } reason)
            return Absent(part, new(KebabCase.From(reason.ToString()), part.MissingDetail));
        var stream =
            part.Modality == Modality.Sensor && part.StreamId is { } id && streams.TryGetValue(id, out var s)
                ? s
                : null;
        string? text;
        try
        {
            text = part.Modality == Modality.Text ? await TextAsync(part.Digest!, ct) : null;
        }
        catch (Exception fault) when (Faults.Of(fault) is ContentMissing or BlobFolderNotInPlace)
        {
            return Absent(part, new("content-missing", "its content is missing in the blob store"));
        }
        return new(
            part.Name,
            part.Modality,
            true,
            null,
            part.SyncErrorNs,
            part.MediaType,
            part.Width,
            part.Height,
            text,
            part.Digest ?? stream?.DataDigest,
            stream is null
                ? null
                : new(
                    stream.Id,
                    stream.Name,
                    stream.Kind,
                    stream.Channels,
                    stream.FirstNs,
                    stream.LastNs,
                    stream.Rows,
                    stream.Clock
                )
        );
    }

    private static PartDetail Absent(SamplePart part, PartAbsence why) =>
        new(part.Name, part.Modality, false, why, null, null, null, null, null, null, null);

    private async Task<string> TextAsync(string digest, CancellationToken ct)
    {
        await using var bytes = await blobs.OpenReadAsync(digest, ct);
        var buffer = new byte[Math.Min(bytes.Length, MaxTextBytes)];
        await bytes.ReadExactlyAsync(buffer, ct);
        return Encoding.UTF8.GetString(buffer);
    }

    /// <summary>The content of a part. Refused when the part does not exist, is missing, or has its rows in a series.</summary>
    /// <param name="thumbnail">The thumbnail where the part has one.</param>
    public async Task<Result<PartContent>> ContentAsync(
        Actor actor,
        Guid sampleId,
        string part,
        bool thumbnail,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using (var db = await databases.CreateDbContextAsync(ct))
        {
            var withheld = await WithheldAsync(db, db.Set<Sample>().Where(s => s.Id == sampleId), ct);
            if (
                withheld != Modalities.None
                && await db.Set<SamplePart>().SingleOrDefaultAsync(p => p.SampleId == sampleId && p.Name == part, ct)
                    is { } one
                && withheld.Has(one.Modality)
            )
                return new PartWithdrawn(part);
        }
        return await OpenAsync(sampleId, part, thumbnail, ct);
    }

    /// <summary>
    /// As <see cref="ContentAsync"/>, for a door on a higher floor, which has checked its own permission and the consent gate.
    /// </summary>
    public async Task<Result<PartContent>> OpenAsync(
        Guid sampleId,
        string partName,
        bool thumbnail,
        CancellationToken ct
    )
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var key = await db.Set<Sample>().Where(s => s.Id == sampleId).Select(s => s.Key).SingleOrDefaultAsync(ct);
        if (key is null)
            return new NotFound("sample", sampleId.ToString());
        var part = await db.Set<SamplePart>()
            .AsNoTracking()
            .SingleOrDefaultAsync(p => p.SampleId == sampleId && p.Name == partName, ct);
        if (part is null)
            return new SampleWithoutPart(key, partName);
        if (part.Missing is { } reason)
            return new PartMissing(
                partName,
                part.MissingDetail is { } detail ? new WrittenMessage(detail) : new PartNotThere(reason)
            );
        var small = thumbnail && part.ThumbnailDigest is not null;
        var digest = small ? part.ThumbnailDigest : part.Digest;
        if (digest is null)
            return new PartMissing(partName, new PartOfSeries());
        return new PartContent(
            await blobs.OpenReadAsync(digest, ct),
            small ? "image/jpeg" : part.MediaType ?? "application/octet-stream",
            digest
        );
    }

    /// <summary>
    /// A stretch of a sensor stream, reduced to at most <paramref name="points"/> rows or buckets. Refused for a stream of
    /// images or texts.
    /// </summary>
    /// <param name="fromNs">First instant, inclusive, in nanoseconds since the Unix epoch.</param>
    /// <param name="toNs">Last instant, inclusive.</param>
    /// <param name="points">Clamped to 16 … 4,000.</param>
    public async Task<Result<SeriesStretch>> SeriesAsync(
        Actor actor,
        Guid streamId,
        long fromNs,
        long toNs,
        int points,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using (var db = await databases.CreateDbContextAsync(ct))
        {
            var stream = await db.Set<RecordingStream>()
                .Where(s => s.Id == streamId)
                .Join(
                    db.Set<Recording>(),
                    s => s.RecordingId,
                    r => r.Id,
                    (s, r) =>
                        new
                        {
                            s.Name,
                            s.Modality,
                            r.SubjectId,
                        }
                )
                .SingleOrDefaultAsync(ct);
            if (
                stream is not null
                && (await ConsentGate.WithheldAsync(db, [stream.SubjectId], time.GetUtcNow(), ct))
                    .GetValueOrDefault(stream.SubjectId)
                    .Has(stream.Modality)
            )
                return new PartWithdrawn(stream.Name);
        }
        return await ReadSeriesAsync(streamId, fromNs, toNs, points, ct);
    }

    /// <summary>
    /// As <see cref="SeriesAsync"/>, for a door on a higher floor, which has checked its own permission and the consent gate.
    /// </summary>
    public async Task<Result<SeriesStretch>> ReadSeriesAsync(
        Guid streamId,
        long fromNs,
        long toNs,
        int points,
        CancellationToken ct
    )
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var stream = await db.Set<RecordingStream>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == streamId, ct);
        if (stream is null)
            return new NotFound("stream", streamId.ToString());
        if (stream.PyramidDigest is null)
            return new StreamWithoutSeries(stream.Name);
        return await series.ReadAsync(stream, fromNs, toNs, points, ct);
    }

    /// <summary>The samples that match a query, with consent as of <paramref name="at"/> when the query has a purpose.</summary>
    internal static async Task<Result<IQueryable<Sample>>> SelectAsync(
        GovernanceDb db,
        Guid datasetId,
        SampleQuery query,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        if (!await db.Set<Dataset>().AnyAsync(d => d.Id == datasetId, ct))
            return new NotFound("dataset", datasetId.ToString());
        if (TextRule.Check("search", query.Search, SampleQuery.LongestSearch) is { } unfit)
            return unfit;
        if (await StrataNames.CheckAsync(db, datasetId, "strata", query.Strata, ct) is { } unknown)
            return unknown;
        if (query.SubjectId is { } subject && !await db.Set<Subject>().AnyAsync(s => s.Id == subject, ct))
            return new NotFound("subject", subject.ToString());
        var samples = query.ApplyTo(db.Set<Sample>().AsNoTracking().Where(s => s.DatasetId == datasetId));
        if (query.Purpose is null)
            return Result.Of(samples);
        var purpose = await Consents.PurposeAsync(db, "purpose", query.Purpose, ct);
        if (!purpose.Ok)
            return purpose.Refusal;
        return Result.Of(
            ConsentCoverQuery.Permitted(db, samples, purpose.Value.Id, (query.Modalities ?? []).AsSet(), at)
        );
    }
}
