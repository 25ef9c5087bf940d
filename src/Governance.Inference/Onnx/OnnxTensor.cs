// Element types and attributes have the names of the ONNX format.
#pragma warning disable CA1720

namespace Governance.Inference.Onnx;

/// <summary>An input or output of a graph.</summary>
/// <param name="Dims">Its axes; null when the file declares no shape.</param>
public sealed record OnnxTensor(string Name, OnnxType Type, IReadOnlyList<OnnxDim>? Dims)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Type}[{(Dims is null ? "…" : string.Join(", ", Dims))}]";
}
