using Governance.Catalog;
using Governance.Consent;
using Governance.Inference.Fusion;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Embeddings;

/// <summary>
/// The vectors of a version for training and audits: rows in manifest order, modalities in the order text, image, sensor.
/// It has a row only for samples with consent for the purpose at that instant, and vectors only of the modalities that
/// consent covers. A missing vector is zeros, and its mask bit is off.
/// </summary>
/// <param name="Vectors">For text, image and sensor: rows × dimension floats, row by row; empty without an encoder.</param>
/// <param name="Dimensions">For text, image and sensor; 0 without an encoder.</param>
/// <param name="Excluded">Samples of the version without a row: reason → count (<c>not-embedded</c> if there is no vector).</param>
public sealed record EmbeddingTable(
    IReadOnlyList<EmbeddedSample> Rows,
    PerModality<float[]> Vectors,
    PerModality<int> Dimensions,
    IReadOnlyDictionary<string, int> Excluded
)
{
    /// <summary>Reason: the sample was erased after the version was sealed.</summary>
    public const string Erased = "erased";

    /// <summary>Reason: the sample has no vector in any modality.</summary>
    public const string NotEmbedded = "not-embedded";

    /// <summary>These rows as the fusion models take them; a modality without encoder is one column of zeros.</summary>
    /// <param name="rows">Indices into <see cref="Rows"/>.</param>
    public FusionVectors VectorsOf(IReadOnlyList<int> rows)
    {
        return new(Matrix(Modality.Text), Matrix(Modality.Image), Matrix(Modality.Sensor));

        ModalityMatrix Matrix(Modality modality)
        {
            var dimension = Dimensions[modality];
            if (dimension == 0)
                return new(new float[rows.Count], rows.Count, 1);
            var values = new float[rows.Count * dimension];
            for (var i = 0; i < rows.Count; i++)
                Vectors[modality].AsSpan(rows[i] * dimension, dimension).CopyTo(values.AsSpan(i * dimension));
            return new(values, rows.Count, dimension);
        }
    }

    /// <summary>Reads the vectors of a version for a purpose at an instant.</summary>
    /// <param name="encoders">The encoder of each modality; null leaves the modality out.</param>
    /// <param name="at">The instant for which the consent gate is asked.</param>
    /// <exception cref="ArgumentException">An encoder is unknown or of another modality.</exception>
    public static async Task<EmbeddingTable> LoadAsync(
        GovernanceDb db,
        Guid versionId,
        Guid purposeId,
        PerModality<Guid?> encoders,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var excluded = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var candidates = await CandidatesAsync(db, versionId, purposeId, at, excluded, ct);
        PerModality<EncodedModality> found = new(
            await EncodedModality.LoadAsync(db, versionId, Modality.Text, encoders.Text, ct),
            await EncodedModality.LoadAsync(db, versionId, Modality.Image, encoders.Image, ct),
            await EncodedModality.LoadAsync(db, versionId, Modality.Sensor, encoders.Sensor, ct)
        );
        var rows = new List<EmbeddedSample>(candidates.Count);
        foreach (var (sample, covered) in candidates)
        {
            var mask = (sample.Mask & covered).Each().Where(m => found[m].Vectors.ContainsKey(sample.SampleId)).AsSet();
            if (mask == Modalities.None)
                Count(excluded, NotEmbedded);
            else
                rows.Add(sample with { Mask = mask });
        }
        return new(rows, found.Map((m, one) => one.Matrix(rows, m)), found.Map((_, one) => one.Dimension), excluded);
    }

    /// <summary>The permitted samples with their modalities (as the mask) and the covered modalities; the others are counted.</summary>
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
                place.Part,
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
                        new(
                            place.Ordinal,
                            sample.Id,
                            sample.SubjectId,
                            place.Stratum,
                            sample.Strata,
                            sample.Present,
                            place.Part
                        ),
                        place.Consent!.Modalities
                    )
                );
        }
        return candidates;
    }

    internal static void Count(SortedDictionary<string, int> reasons, string reason) =>
        reasons[reason] = reasons.GetValueOrDefault(reason) + 1;

    /// <summary>The vectors of one modality by sample.</summary>
    private sealed record EncodedModality(int Dimension, IReadOnlyDictionary<Guid, float[]> Vectors)
    {
        private static readonly EncodedModality Nothing = new(0, new Dictionary<Guid, float[]>());

        public static async Task<EncodedModality> LoadAsync(
            GovernanceDb db,
            Guid versionId,
            Modality modality,
            Guid? encoderId,
            CancellationToken ct
        )
        {
            if (encoderId is null)
                return Nothing;
            var dimension = await db.Set<Encoder>()
                .Where(e => e.Id == encoderId && e.Modality == modality)
                .Select(e => (int?)e.Dimension)
                .SingleOrDefaultAsync(ct)
                ?? throw new ArgumentException($"{encoderId} is not an encoder of {modality}.", nameof(encoderId));
            var vectors = await (
                from embedding in db.Set<Embedding>().AsNoTracking()
                where embedding.EncoderId == encoderId
                join place in db.Set<VersionSample>() on (Guid?)embedding.SampleId equals place.SampleId
                where place.VersionId == versionId
                select new { embedding.SampleId, embedding.Vector }
            ).ToDictionaryAsync(e => e.SampleId, e => e.Vector, ct);
            return new(dimension, vectors);
        }

        /// <summary>rows × dimension, zeros where the row's mask lacks the modality.</summary>
        public float[] Matrix(List<EmbeddedSample> rows, Modality modality)
        {
            var matrix = new float[rows.Count * Dimension];
            for (var i = 0; i < rows.Count && Dimension > 0; i++)
                if (rows[i].Mask.Has(modality))
                    Vectors[rows[i].SampleId].CopyTo(matrix.AsSpan(i * Dimension));
            return matrix;
        }
    }
}
