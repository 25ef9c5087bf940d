// Element types and attributes are called what the ONNX format calls them.
#pragma warning disable CA1720

namespace Governance.Inference.Onnx;

/// <summary>One axis of a tensor: a length, a name that stands for any length, or neither.</summary>
public readonly record struct OnnxDim(long? Length, string? Name)
{
    public static implicit operator OnnxDim(long length) => new(length, null);

    public static implicit operator OnnxDim(string name) => new(null, name);

    /// <summary>Neither length nor name: anything goes.</summary>
    public static OnnxDim Any => default;

    public override string ToString() =>
        Length?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Name ?? "?";
}
