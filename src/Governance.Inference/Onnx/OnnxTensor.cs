// Element types and attributes are called what the ONNX format calls them.
#pragma warning disable CA1720

namespace Governance.Inference.Onnx;

/// <summary>A named tensor at the edge of a graph.</summary>
/// <param name="Dims">Its axes; null when the file declares no shape.</param>
public sealed record OnnxTensor(string Name, OnnxType Type, IReadOnlyList<OnnxDim>? Dims)
{
    public override string ToString() => $"{Name} {Type}[{(Dims is null ? "…" : string.Join(", ", Dims))}]";
}
