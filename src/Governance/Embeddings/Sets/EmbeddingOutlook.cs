using Governance.Catalog;

namespace Governance.Embeddings;

/// <summary>What embedding a version for a purpose would reach at this moment, for one modality.</summary>
/// <param name="Having">Samples of the version that have the modality.</param>
/// <param name="Cover">Of those: how many may be embedded, and why the others stay out.</param>
public sealed record EmbeddingOutlook(Modality Modality, int Having, ConsentCover Cover);
