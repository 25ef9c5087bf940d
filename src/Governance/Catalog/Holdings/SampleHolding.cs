using Governance.Consent;
using Governance.Platform;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>Samples with their parts, images, texts and thumbnails.</summary>
internal sealed class SampleHolding(TimeProvider time) : ISubjectHolding
{
    private const int Batch = 500;

    public string Name => "samples";
    public Message Title => new HeldSamples();
    public HoldingPlace Place => HoldingPlace.Samples;
    public HoldingFate Fate => HoldingFate.Deleted;
    public Message WhatHappens => new SamplesDeleted();
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
            new(erasure.ActivityId, erasure.RunId, erasure.Actor, time.GetUtcNow()),
            [.. ids.Select(ThingKey.Sample)],
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
