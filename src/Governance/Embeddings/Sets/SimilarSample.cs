using Governance.Catalog;

namespace Governance.Embeddings;

/// <summary>A similar sample.</summary>
/// <param name="Cosine">Cosine of the two vectors, −1 to 1; 1 is the same direction.</param>
public sealed record SimilarSample(SampleCard Card, float Cosine);
