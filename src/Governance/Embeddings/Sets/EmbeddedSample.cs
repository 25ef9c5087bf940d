using Governance.Catalog;

namespace Governance.Embeddings;

/// <summary>One row of an <see cref="EmbeddingTable"/>.</summary>
/// <param name="Ordinal">Position in the version's manifest, from 0.</param>
/// <param name="Mask">The modalities that have a vector: text 1, image 2, sensor 4.</param>
/// <param name="Stratum">The stratum from which the sample was drawn.</param>
/// <param name="Strata">The sample's values of all strata.</param>
/// <param name="Part">Its part of the version's evaluation split; null where none is declared.</param>
public sealed record EmbeddedSample(
    int Ordinal,
    Guid SampleId,
    Guid SubjectId,
    string Stratum,
    IReadOnlyDictionary<string, string> Strata,
    Modalities Mask,
    SplitPart? Part
);
