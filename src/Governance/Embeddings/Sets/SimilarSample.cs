using Governance.Catalog;

namespace Governance.Embeddings;

/// <summary>A sample that is alike.</summary>
/// <param name="Cosine">−1 … 1; 1 = the same direction.</param>
public sealed record SimilarSample(SampleCard Card, float Cosine);
