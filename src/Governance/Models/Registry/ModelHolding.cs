using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Models;

/// <summary>
/// What a model learned from a subject cannot be removed from its weights. Instead the references to the subject's samples
/// are cleared, so that each version shows its withdrawn share and the gates refuse it beyond the policy; which versions contain
/// the subject is recorded with the withdrawal.
/// </summary>
internal sealed class ModelHolding : ISubjectHolding
{
    private const int BatchSize = 10_000;

    public string Name => "model-versions";
    public Message Title => new HeldModelVersions();
    public HoldingPlace Place => HoldingPlace.Models;
    public HoldingFate Fate => HoldingFate.Marked;
    public Message WhatHappens => new ModelVersionsMarked();
    public IReadOnlyList<string> Tables => ["model_version_samples", "learned_from_withdrawn"];
    public IReadOnlyList<string> BlobColumns => ["model_versions.onnx_digest", "model_versions.checkpoint_digest"];

    public async Task<Held> FindAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct)
    {
        var counts = await Of(db, scope)
            .GroupBy(p => p.VersionId)
            .Select(g => new
            {
                g.Key,
                Count = g.Count(),
                Learned = g.Count(p => p.Role != SampleRole.Test),
            })
            .ToDictionaryAsync(g => g.Key, ct);
        var ids = counts.Keys.ToArray();
        var versions = await (
            from version in db.Set<ModelVersion>()
            where ids.Contains(version.Id)
            join model in db.Set<Model>() on version.ModelId equals model.Id
            orderby model.Name, version.Number descending
            select new
            {
                version.Id,
                model.Name,
                version.Number,
            }
        )
            .Take(Held.Most)
            .ToListAsync(ct);
        return new(
            ids.Length,
            [.. versions.Select(v => Thing(v.Name, v.Number, counts[v.Id].Count, counts[v.Id].Learned > 0, v.Id))]
        );
    }

    private static HeldThing Thing(string model, int number, int samples, bool learned, Guid id) =>
        new($"{model} {number}{(learned ? "" : " (test only)")}", samples, id);

    public async Task<ErasedBatch> EraseAsync(GovernanceDb db, Erasure erasure, CancellationToken ct)
    {
        var batch = await Of(db, erasure.Scope)
            .OrderBy(p => p.VersionId)
            .ThenBy(p => p.Ordinal)
            .Take(BatchSize)
            .Select(p => new
            {
                p.VersionId,
                p.Ordinal,
                p.Role,
            })
            .ToListAsync(ct);
        if (batch.Count == 0)
            return ErasedBatch.Nothing;
        var version = batch[0].VersionId;
        var places = batch.Where(p => p.VersionId == version).ToList();
        var ordinals = places.Select(p => p.Ordinal).ToArray();
        foreach (var role in places.GroupBy(p => p.Role))
            await RecordAsync(db, erasure.WithdrawalId, (version, role.Key, role.Count()), ct);
        await db.Set<ModelVersionSample>()
            .Where(p => p.VersionId == version && ordinals.Contains(p.Ordinal))
            .ExecuteUpdateAsync(row => row.SetProperty(p => p.SampleId, (Guid?)null), ct);
        // A version is counted when its last reference is cleared.
        var whole = !await Of(db, erasure.Scope).AnyAsync(p => p.VersionId == version, ct);
        return ErasedBatch.Of(whole ? 1 : 0, more: await Of(db, erasure.Scope).AnyAsync(ct)) with
        {
            Marked = whole ? [await MarkedAsync(db, erasure.WithdrawalId, version, ct)] : [],
        };
    }

    private static async Task<HeldThing> MarkedAsync(
        GovernanceDb db,
        Guid withdrawalId,
        Guid versionId,
        CancellationToken ct
    )
    {
        var version = await (
            from one in db.Set<ModelVersion>()
            where one.Id == versionId
            join model in db.Set<Model>() on one.ModelId equals model.Id
            select new { model.Name, one.Number }
        ).SingleAsync(ct);
        var places = await db.Set<LearnedFromWithdrawn>()
            .Where(l => l.WithdrawalId == withdrawalId && l.VersionId == versionId)
            .ToListAsync(ct);
        var learned = places.Any(l => l.Role != SampleRole.Test);
        return Thing(version.Name, version.Number, places.Sum(l => l.Samples), learned, versionId);
    }

    /// <summary>Records what the version contains, in the transaction that clears the references and could not tell afterwards.</summary>
    private static Task<int> RecordAsync(
        GovernanceDb db,
        Guid withdrawalId,
        (Guid Version, SampleRole Role, int Samples) learned,
        CancellationToken ct
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO learned_from_withdrawn (withdrawal_id, version_id, role, samples)
            VALUES ({withdrawalId}, {learned.Version}, {learned.Role.ToString()}, {learned.Samples})
            ON CONFLICT (withdrawal_id, version_id, role)
                DO UPDATE SET samples = learned_from_withdrawn.samples + excluded.samples
            """,
            ct
        );

    public async Task<IReadOnlyList<Message>> RemainsAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct)
    {
        var taught = await Of(db, scope)
            .Where(p => p.Role != SampleRole.Test)
            .Select(p => p.VersionId)
            .Distinct()
            .CountAsync(ct);
        return taught == 0 ? [] : [new TaughtVersionsRemain(taught)];
    }

    /// <summary>
    /// The places of the subject's samples: all, or those in versions that were trained for the withdrawn purposes.
    /// </summary>
    private static IQueryable<ModelVersionSample> Of(GovernanceDb db, WithdrawalScope scope)
    {
        var places = db.Set<ModelVersionSample>()
            .Where(p => db.Set<Sample>().Any(s => s.Id == p.SampleId && s.SubjectId == scope.SubjectId));
        if (scope.Erases)
            return places;
        // The samples stay, for their other modalities: the cover of each version counts them as lost, and its alert is raised.
        if (scope.Partial)
            return places.Where(p => false);
        var purposes = scope.Purposes;
        return places.Where(p =>
            db.Set<ModelVersion>().Any(v => v.Id == p.VersionId && purposes.Contains(v.PurposeId))
        );
    }
}
