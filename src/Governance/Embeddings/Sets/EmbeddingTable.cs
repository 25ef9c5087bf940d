using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Embeddings;

/// <summary>
/// The vectors of a version as training and audits read them: rows in manifest order, modalities in the order text,
/// image, sensor. A row stands here only when its subject permits the purpose at that instant, a modality only when the
/// consent covers it; without its vector it is zeros and its mask bit is off.
/// </summary>
/// <param name="Vectors">Text, image, sensor: rows × dimension floats each, row by row; empty where no encoder was named.</param>
/// <param name="Dimensions">Of text, image and sensor; 0 where no encoder was named.</param>
/// <param name="Excluded">Places of the version that have no row: why → how many (<c>not-embedded</c> when no vector stands).</param>
public sealed record EmbeddingTable(
    IReadOnlyList<EmbeddedSample> Rows,
    IReadOnlyList<float[]> Vectors,
    IReadOnlyList<int> Dimensions,
    IReadOnlyDictionary<string, int> Excluded
)
{
    public const string Erased = "erased";
    public const string NotEmbedded = "not-embedded";

    /// <summary>Masks as the fusion models take them, one byte for each row.</summary>
    public byte[] Masks() => [.. Rows.Select(r => (byte)r.Mask)];

    /// <param name="encoders">At most one encoder for each modality.</param>
    /// <param name="at">The instant for which the consent gate is asked.</param>
    /// <exception cref="ArgumentException">An encoder is unknown or of another modality.</exception>
    public static async Task<EmbeddingTable> LoadAsync(
        GovernanceDb db,
        Guid versionId,
        Guid purposeId,
        IReadOnlyDictionary<Modality, Guid> encoders,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var excluded = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var candidates = await CandidatesAsync(db, versionId, purposeId, at, excluded, ct);
        var found = new Dictionary<Guid, float[]>[3];
        var dimensions = new int[3];
        foreach (var modality in Enum.GetValues<Modality>())
        {
            if (!encoders.TryGetValue(modality, out var encoderId))
            {
                found[(int)modality] = [];
                continue;
            }
            dimensions[(int)modality] = await db.Set<Encoder>()
                .Where(e => e.Id == encoderId && e.Modality == modality)
                .Select(e => (int?)e.Dimension)
                .SingleOrDefaultAsync(ct)
                ?? throw new ArgumentException($"{encoderId} is no encoder of {modality}.", nameof(encoders));
            found[(int)modality] = await VectorsAsync(db, versionId, encoderId, ct);
        }

        var rows = new List<EmbeddedSample>(candidates.Count);
        foreach (var (sample, covered) in candidates)
        {
            var mask = (sample.Mask & covered).Each().Where(m => found[(int)m].ContainsKey(sample.SampleId)).AsSet();
            if (mask == Modalities.None)
                Count(excluded, NotEmbedded);
            else
                rows.Add(sample with { Mask = mask });
        }
        return new(
            rows,
            [.. Enum.GetValues<Modality>().Select(m => Matrix(rows, m, dimensions[(int)m], found[(int)m]))],
            dimensions,
            excluded
        );
    }

    /// <summary>Permitted samples with what they have (as the mask) and what is covered; the others are counted.</summary>
    private static async Task<List<(EmbeddedSample Sample, Modalities Covered)>> CandidatesAsync(
        GovernanceDb db,
        Guid versionId,
        Guid purposeId,
        DateTimeOffset at,
        SortedDictionary<string, int> excluded,
        CancellationToken ct
    )
    {
        var places = await (
            from place in db.Set<VersionSample>().AsNoTracking()
            where place.VersionId == versionId
            join one in db.Set<Sample>() on place.SampleId equals (Guid?)one.Id into ones
            from sample in ones.DefaultIfEmpty()
            join record in ConsentGate.Effective(db, purposeId, at)
                on sample.SubjectId equals record.SubjectId
                into records
            from consent in records.DefaultIfEmpty()
            orderby place.Ordinal
            select new
            {
                place.Ordinal,
                place.Stratum,
                Sample = (Sample?)sample,
                Consent = (EffectiveConsent?)consent,
            }
        ).ToListAsync(ct);
        var candidates = new List<(EmbeddedSample, Modalities)>(places.Count);
        foreach (var place in places)
        {
            if (place.Sample is not { } sample)
                Count(excluded, Erased);
            else if (
                ConsentCoverQuery.Why(
                    place.Consent?.State,
                    place.Consent?.Permits ?? false,
                    place.Consent?.Modalities ?? Modalities.None,
                    Modalities.None,
                    sample.Present
                ) is
                { } why
            )
                Count(excluded, KebabCase.From(why.ToString()));
            else
                candidates.Add(
                    (
                        new(place.Ordinal, sample.Id, sample.SubjectId, place.Stratum, sample.Strata, sample.Present),
                        place.Consent!.Modalities
                    )
                );
        }
        return candidates;
    }

    private static async Task<Dictionary<Guid, float[]>> VectorsAsync(
        GovernanceDb db,
        Guid versionId,
        Guid encoderId,
        CancellationToken ct
    ) =>
        await (
            from embedding in db.Set<Embedding>().AsNoTracking()
            where embedding.EncoderId == encoderId
            join place in db.Set<VersionSample>() on (Guid?)embedding.SampleId equals place.SampleId
            where place.VersionId == versionId
            select new { embedding.SampleId, embedding.Vector }
        ).ToDictionaryAsync(e => e.SampleId, e => e.Vector, ct);

    private static float[] Matrix(
        List<EmbeddedSample> rows,
        Modality modality,
        int dimension,
        Dictionary<Guid, float[]> vectors
    )
    {
        var matrix = new float[rows.Count * dimension];
        for (var i = 0; i < rows.Count && dimension > 0; i++)
            if ((rows[i].Mask & modality.AsSet()) != 0)
                vectors[rows[i].SampleId].CopyTo(matrix.AsSpan(i * dimension));
        return matrix;
    }

    internal static void Count(SortedDictionary<string, int> reasons, string reason) =>
        reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
}
