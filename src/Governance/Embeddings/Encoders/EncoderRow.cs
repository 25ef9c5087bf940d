namespace Governance.Embeddings;

/// <summary>An encoder in a list.</summary>
/// <param name="Embeddings">Number of stored vectors.</param>
public sealed record EncoderRow(Encoder Encoder, int Embeddings);
