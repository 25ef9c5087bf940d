using Governance.Platform.Runs;

namespace Governance.Embeddings;

/// <summary>A set with the run that computes it.</summary>
/// <param name="Encoder">Name of the encoder.</param>
/// <param name="Dimension">Numbers in each vector.</param>
/// <param name="Purpose">Code of the purpose.</param>
public sealed record EmbeddingSetRow(EmbeddingSet Set, string Encoder, int Dimension, string Purpose, Run Run);
