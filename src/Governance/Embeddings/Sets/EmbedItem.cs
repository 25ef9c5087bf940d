using Governance.Inference.Encoders;

namespace Governance.Embeddings;

/// <summary>A permitted sample with either its stored vector, its input for the encoder, or the reason why it cannot be read.</summary>
/// <param name="Inputs">Several only if a sample has several images; their vectors are averaged.</param>
internal sealed record EmbedItem(
    Guid SampleId,
    string Key,
    string InputDigest,
    float[]? StoredVector,
    Guid? StoredSetId,
    IReadOnlyList<EncoderInput> Inputs,
    EmbedFailure? Failure = null
);
