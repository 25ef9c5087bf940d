using Governance.Platform.Runs;

namespace Governance.Embeddings;

/// <summary>A set with the names around it and the run that makes it.</summary>
public sealed record EmbeddingSetRow(EmbeddingSet Set, string Encoder, int Dimension, string Purpose, Run Run);
