using Governance.Consent;
using Governance.Platform;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>Recordings with their streams, series and pyramids. Registered after samples, which refer to recordings.</summary>
internal sealed class RecordingHolding(TimeProvider time) : ISubjectHolding
{
    private const int Batch = 100;

    public string Name => "recordings";
    public Message Title => new HeldRecordings();
    public HoldingPlace Place => HoldingPlace.Samples;
    public HoldingFate Fate => HoldingFate.Deleted;
    public Message WhatHappens => new RecordingsDeleted();
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
            new(erasure.ActivityId, erasure.RunId, erasure.Actor, time.GetUtcNow()),
            [.. streams.Select(s => ThingKey.Stream(s.Id))],
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
