namespace Governance.Embeddings;

/// <summary>One row of an <see cref="EmbeddingTable"/>.</summary>
/// <param name="Ordinal">Place in the version's manifest.</param>
/// <param name="Mask">The modalities whose vectors are there: text 1, image 2, sensor 4.</param>
public sealed record EmbeddedSample(
    int Ordinal,
    Guid SampleId,
    Guid SubjectId,
    string Stratum,
    IReadOnlyDictionary<string, string> Strata,
    Modalities Mask
);
