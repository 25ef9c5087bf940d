using Governance.Catalog;

namespace Governance.Embeddings;

/// <summary>How many samples of a version can be embedded for a purpose now, for one modality.</summary>
/// <param name="Having">Samples of the version that have the modality.</param>
/// <param name="Cover">How many of those can be embedded, and why the others cannot.</param>
public sealed record EmbeddingOutlook(Modality Modality, int Having, ConsentCover Cover);
