using Governance.Inference.Encoders;
using Governance.Inference.Fusion;

namespace Governance.Models;

/// <summary>What goes into a batch: for each modality its raw input, or a vector that stands already, or neither.</summary>
/// <param name="Absent">Why a modality that could be expected is neither; null = nobody gave it.</param>
internal sealed record ServingRow(EncoderInput?[] Inputs, float[]?[] Vectors, string?[] Absent)
{
    public static ServingRow Empty() =>
        new(new EncoderInput?[ModalityMask.Count], new float[]?[ModalityMask.Count], new string?[ModalityMask.Count]);
}
