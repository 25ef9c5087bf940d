namespace Governance.Embeddings;

/// <summary>The most similar samples of the same dataset in one modality.</summary>
/// <param name="Purpose">Code of the purpose for which consent was checked.</param>
/// <param name="Among">How many permitted samples were compared.</param>
/// <param name="Nearest">Most similar first.</param>
public sealed record SimilarSamples(
    Modality Modality,
    Guid EncoderId,
    string Encoder,
    string Purpose,
    int Among,
    IReadOnlyList<SimilarSample> Nearest
);
