using Governance.Inference.Encoders;

namespace Governance.Models;

/// <summary>One modality of a row.</summary>
/// <param name="Raw">Encoded before the model is asked.</param>
/// <param name="Vector">What an encoder made of it before; not with <paramref name="Raw"/>.</param>
/// <param name="Absent">Why an expected modality is neither; null = it was not given.</param>
internal sealed record ServingInput(EncoderInput? Raw, float[]? Vector, string? Absent)
{
    public static readonly ServingInput Nothing = new(null, null, null);
}
