namespace Governance.Inference.Onnx;

/// <summary>One tensor of a dry run.</summary>
/// <param name="Finite">False for floats with NaN or an infinity; true for other types.</param>
public sealed record DryTensor(string Name, string Type, IReadOnlyList<long> Shape, bool Finite);
