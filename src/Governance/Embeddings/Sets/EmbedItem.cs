using Governance.Inference.Encoders;

namespace Governance.Embeddings;

/// <summary>One permitted sample on its way to a vector: what went in, or the vector that stands already, or why neither can be.</summary>
/// <param name="Inputs">Several only where a sample has several images: their vectors are averaged.</param>
internal sealed record EmbedItem(
    Guid SampleId,
    string Key,
    string InputDigest,
    float[]? Standing,
    Guid? StandingSetId,
    IReadOnlyList<EncoderInput> Inputs,
    EmbedFailure? Failure = null
);
