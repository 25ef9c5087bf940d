namespace Governance.Embeddings;

/// <summary>An encoder in a list.</summary>
/// <param name="Embeddings">Vectors that stand under it.</param>
public sealed record EncoderRow(Encoder Encoder, int Embeddings);
