// Element types and attributes have the names of the ONNX format.
#pragma warning disable CA1720

namespace Governance.Inference.Onnx;

/// <summary>One axis of a tensor: a length, a name for any length, or neither.</summary>
public readonly record struct OnnxDim(long? Length, string? Name)
{
    /// <summary>An axis of a fixed length.</summary>
    public static implicit operator OnnxDim(long length) => new(length, null);

    /// <summary>An axis of any length, with a name.</summary>
    public static implicit operator OnnxDim(string name) => new(null, name);

    /// <summary>An axis of any length, without a name.</summary>
    public static OnnxDim Any => default;

    /// <inheritdoc/>
    public override string ToString() =>
        Length?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Name ?? "?";
}
