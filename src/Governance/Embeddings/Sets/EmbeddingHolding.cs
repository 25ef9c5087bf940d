using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Embeddings;

/// <summary>The vectors of a subject's samples. They are personal data, like the recordings.</summary>
internal sealed class EmbeddingHolding : ISubjectHolding
{
    private const int BatchSize = 5000;

    public string Name => "embeddings";
    public Message Title => new HeldEmbeddings();
    public HoldingPlace Place => HoldingPlace.Embeddings;
    public HoldingFate Fate => HoldingFate.Deleted;
    public Message WhatHappens => new EmbeddingsDeleted();
    public IReadOnlyList<string> Tables => ["embeddings"];
    public IReadOnlyList<string> BlobColumns => [];

    public async Task<Held> FindAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct)
    {
        var byEncoder = await (
            from held in Of(db, scope).GroupBy(e => e.EncoderId).Select(g => new { Id = g.Key, Count = g.Count() })
            join encoder in db.Set<Encoder>() on held.Id equals encoder.Id
            orderby encoder.Name
            select new HeldThing(encoder.Name, held.Count, encoder.Id)
        ).ToListAsync(ct);
        return new(byEncoder.Sum(e => e.Count), [.. byEncoder.Take(Held.Most)]);
    }

    public async Task<ErasedBatch> EraseAsync(GovernanceDb db, Erasure erasure, CancellationToken ct)
    {
        var batch = await Of(db, erasure.Scope)
            .OrderBy(e => e.SampleId)
            .ThenBy(e => e.EncoderId)
            .Take(BatchSize)
            .Select(e => e.SampleId)
            .Distinct()
            .ToArrayAsync(ct);
        if (batch.Length == 0)
            return ErasedBatch.Nothing;
        var erased = await Of(db, erasure.Scope).Where(e => batch.Contains(e.SampleId)).ExecuteDeleteAsync(ct);
        return ErasedBatch.Of(erased, more: await Of(db, erasure.Scope).AnyAsync(ct));
    }

    /// <summary>All vectors of the subject, or those of the withdrawn purposes while another purpose is still permitted.</summary>
    private static IQueryable<Embedding> Of(GovernanceDb db, WithdrawalScope scope)
    {
        var vectors = db.Set<Embedding>()
            .Where(e => db.Set<Sample>().Any(s => s.Id == e.SampleId && s.SubjectId == scope.SubjectId));
        if (scope.Erases)
            return vectors;
        var purposes = scope.Purposes;
        var sets = db.Set<EmbeddingSet>().Where(s => purposes.Contains(s.PurposeId));
        if (scope.Partial)
        {
            var withdrawn = scope.Modalities.Each().ToArray();
            sets = sets.Where(s => withdrawn.Contains(s.Modality));
        }
        return vectors.Where(e => sets.Any(s => s.Id == e.SetId));
    }
}
