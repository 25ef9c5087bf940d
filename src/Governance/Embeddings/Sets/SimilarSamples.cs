namespace Governance.Embeddings;

/// <summary>The nearest samples of the same dataset in one modality.</summary>
/// <param name="Purpose">The purpose for which consent was asked.</param>
/// <param name="Among">How many permitted samples were compared.</param>
public sealed record SimilarSamples(
    Modality Modality,
    Guid EncoderId,
    string Encoder,
    string Purpose,
    int Among,
    IReadOnlyList<SimilarSample> Nearest
);
