using Governance.Catalog;
using Governance.Consent;
using Governance.Inference.Vectors;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Embeddings;

/// <remarks>This part finds similar samples.</remarks>
public sealed partial class EmbeddingSets
{
    /// <summary>Most samples that a search returns.</summary>
    public const int MostSimilar = 50;

    /// <summary>
    /// The most similar samples of the same dataset by cosine. The search is exact: it compares every vector of the same
    /// encoder, of all samples with consent for the purpose for which this sample was embedded.
    /// </summary>
    /// <param name="count">1 to 50; other values are clamped.</param>
    public async Task<Result<SimilarSamples>> SimilarAsync(
        Actor actor,
        Guid sampleId,
        Modality modality,
        int count,
        CancellationToken ct
    )
    {
        if (actor.Lacks(EmbeddingsPolicies.Read) is { } refusal)
            return refusal;
        if (actor.Lacks(CatalogPolicies.Read) is { } blind)
            return blind;
        await using var db = await databases.CreateDbContextAsync(ct);
        var here = await db.Set<Sample>()
            .AsNoTracking()
            .Where(s => s.Id == sampleId)
            .Select(s => new
            {
                s.DatasetId,
                s.SubjectId,
                s.Present,
            })
            .SingleOrDefaultAsync(ct);
        if (here is null)
            return new NotFound("sample", sampleId.ToString());
        var query = await NewestAsync(db, sampleId, modality, ct);
        if (query is null)
            return new NotEmbedded(modality);
        var (needed, now) = (modality.AsSet(), time.GetUtcNow());
        var consent = await ConsentGate
            .Effective(db, query.PurposeId, now)
            .SingleOrDefaultAsync(c => c.SubjectId == here.SubjectId, ct);
        if (
            ConsentGate.Why(
                consent?.State,
                consent?.Permits ?? false,
                consent?.Modalities ?? Modalities.None,
                needed
            ) is
            { } why
        )
            return new NotPermittedForSimilarity(why);

        var others = await (
            from sample in ConsentCoverQuery.Permitted(
                db,
                db.Set<Sample>().Where(s => s.DatasetId == here.DatasetId && s.Id != sampleId),
                query.PurposeId,
                needed,
                now
            )
            join embedding in db.Set<Embedding>() on sample.Id equals embedding.SampleId
            where embedding.EncoderId == query.EncoderId
            orderby sample.Key
            select new { sample.Id, embedding.Vector }
        )
            .AsNoTracking()
            .ToListAsync(ct);
        var dimension = query.Vector.Length;
        var matrix = new float[others.Count * dimension];
        for (var i = 0; i < others.Count; i++)
            others[i].Vector.CopyTo(matrix.AsSpan(i * dimension));
        var hits = new ExactSearch(matrix, dimension).Nearest(query.Vector, Math.Clamp(count, 1, MostSimilar));
        var cards = await CardsAsync(db, [.. hits.Select(h => others[h.Row].Id)], query.PurposeId, now, ct);
        return new SimilarSamples(
            modality,
            query.EncoderId,
            query.Encoder,
            query.Purpose,
            others.Count,
            [
                .. hits.Where(h => cards.ContainsKey(others[h.Row].Id))
                    .Select(h => new SimilarSample(cards[others[h.Row].Id], h.Cosine)),
            ]
        );
    }

    /// <summary>The sample's vector from the latest set in this modality.</summary>
    private static async Task<QueryVector?> NewestAsync(
        GovernanceDb db,
        Guid sampleId,
        Modality modality,
        CancellationToken ct
    ) =>
        await (
            from embedding in db.Set<Embedding>().AsNoTracking()
            where embedding.SampleId == sampleId
            join set in db.Set<EmbeddingSet>() on embedding.SetId equals set.Id
            where set.Modality == modality
            join encoder in db.Set<Encoder>() on embedding.EncoderId equals encoder.Id
            join purpose in db.Set<Purpose>() on set.PurposeId equals purpose.Id
            orderby set.Id descending
            select new QueryVector(embedding.EncoderId, encoder.Name, set.PurposeId, purpose.Code, embedding.Vector)
        ).FirstOrDefaultAsync(ct);

    private static async Task<Dictionary<Guid, SampleCard>> CardsAsync(
        GovernanceDb db,
        Guid[] ids,
        Guid purposeId,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var samples = await db.Set<Sample>().AsNoTracking().Where(s => ids.Contains(s.Id)).ToListAsync(ct);
        return (await AlignedSamples.CardsAsync(db, samples, purposeId, at, ct)).ToDictionary(c => c.Id);
    }

    private sealed record QueryVector(Guid EncoderId, string Encoder, Guid PurposeId, string Purpose, float[] Vector);
}
