using Governance.Inference.Encoders;

namespace Governance.Models;

/// <summary>The input of a batch for one row: for each modality its raw input, a vector that exists already, or neither.</summary>
internal sealed record ServingRow(PerModality<ServingInput> Inputs)
{
    /// <summary>The same row with nothing but the modalities of a set.</summary>
    public ServingRow Keep(Modalities set) =>
        new(Inputs.Map((m, input) => set.Has(m) ? input : new(null, null, input.Absent)));
}

/// <summary>One modality of a row.</summary>
/// <param name="Raw">Encoded before the model is asked.</param>
/// <param name="Vector">What an encoder made of it before; not with <paramref name="Raw"/>.</param>
/// <param name="Absent">Why an expected modality is neither; null = it was not given.</param>
internal sealed record ServingInput(EncoderInput? Raw, float[]? Vector, string? Absent)
{
    public static readonly ServingInput Nothing = new(null, null, null);
}
