using Governance.Consent;
using Governance.Platform;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>Samples with their parts, pictures, texts and thumbnails.</summary>
internal sealed class SampleHolding(TimeProvider time) : ISubjectHolding
{
    private const int Batch = 500;

    public string Name => "samples";
    public string Title => "samples";
    public HoldingPlace Place => HoldingPlace.Samples;
    public HoldingFate Fate => HoldingFate.Deleted;
    public string WhatHappens =>
        "Photos, notes, thumbnails and windows are deleted. Content that another subject's sample holds to the byte stays for that one.";
    public IReadOnlyList<string> Tables => ["samples", "sample_parts"];
    public IReadOnlyList<string> BlobColumns => ["sample_parts.digest", "sample_parts.thumbnail_digest"];

    public async Task<Held> FindAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct)
    {
        if (!scope.Erases)
            return Held.Nothing;
        var datasets = await (
            from held in db.Set<Sample>()
                .Where(s => s.SubjectId == scope.SubjectId)
                .GroupBy(s => s.DatasetId)
                .Select(g => new { Id = g.Key, Count = g.Count() })
            join dataset in db.Set<Dataset>() on held.Id equals dataset.Id
            orderby dataset.Name
            select new HeldThing(dataset.Name, held.Count, dataset.Id)
        ).ToListAsync(ct);
        return new(datasets.Sum(d => d.Count), [.. datasets.Take(Held.Most)]);
    }

    public async Task<ErasedBatch> EraseAsync(GovernanceDb db, Erasure erasure, CancellationToken ct)
    {
        if (!erasure.Scope.Erases)
            return ErasedBatch.Nothing;
        var ids = await db.Set<Sample>()
            .Where(s => s.SubjectId == erasure.Scope.SubjectId)
            .OrderBy(s => s.Id)
            .Select(s => s.Id)
            .Take(Batch)
            .ToArrayAsync(ct);
        if (ids.Length == 0)
            return ErasedBatch.Nothing;
        var digests = await db.Set<SamplePart>()
            .Where(p => ids.Contains(p.SampleId))
            .Select(p => new { p.Digest, p.ThumbnailDigest })
            .ToListAsync(ct);
        await ErasureTrail.InvalidateAsync(
            db,
            erasure.ActivityId,
            erasure.RunId,
            erasure.Actor,
            [.. ids.Select(ThingKey.Sample)],
            time.GetUtcNow(),
            ct
        );
        var gone = await db.Set<Sample>().Where(s => ids.Contains(s.Id)).ExecuteDeleteAsync(ct);
        return new(
            gone,
            [.. digests.SelectMany(d => new[] { d.Digest, d.ThumbnailDigest }).OfType<string>()],
            More: ids.Length == Batch
        );
    }
}

/// <summary>Recordings with their streams, series and pyramids. Registered after the samples that are cut from them.</summary>
internal sealed class RecordingHolding(TimeProvider time) : ISubjectHolding
{
    private const int Batch = 100;

    public string Name => "recordings";
    public string Title => "recordings";
    public HoldingPlace Place => HoldingPlace.Samples;
    public HoldingFate Fate => HoldingFate.Deleted;
    public string WhatHappens => "Every stream is deleted with its series and the pyramid that draws it.";
    public IReadOnlyList<string> Tables => ["recordings", "recording_streams"];
    public IReadOnlyList<string> BlobColumns => ["recording_streams.data_digest", "recording_streams.pyramid_digest"];

    public async Task<Held> FindAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct) =>
        scope.Erases
            ? Held.Only(await db.Set<Recording>().CountAsync(r => r.SubjectId == scope.SubjectId, ct))
            : Held.Nothing;

    public async Task<ErasedBatch> EraseAsync(GovernanceDb db, Erasure erasure, CancellationToken ct)
    {
        if (!erasure.Scope.Erases)
            return ErasedBatch.Nothing;
        var ids = await db.Set<Recording>()
            .Where(r => r.SubjectId == erasure.Scope.SubjectId && !db.Set<Sample>().Any(s => s.RecordingId == r.Id))
            .OrderBy(r => r.Id)
            .Select(r => r.Id)
            .Take(Batch)
            .ToArrayAsync(ct);
        if (ids.Length == 0)
            return ErasedBatch.Nothing;
        var streams = await db.Set<RecordingStream>()
            .Where(s => ids.Contains(s.RecordingId))
            .Select(s => new
            {
                s.Id,
                s.DataDigest,
                s.PyramidDigest,
            })
            .ToListAsync(ct);
        await ErasureTrail.InvalidateAsync(
            db,
            erasure.ActivityId,
            erasure.RunId,
            erasure.Actor,
            [.. streams.Select(s => ThingKey.Stream(s.Id))],
            time.GetUtcNow(),
            ct
        );
        var gone = await db.Set<Recording>().Where(r => ids.Contains(r.Id)).ExecuteDeleteAsync(ct);
        return new(
            gone,
            [.. streams.SelectMany(s => new[] { s.DataDigest, s.PyramidDigest }).OfType<string>()],
            More: ids.Length == Batch
        );
    }
}
