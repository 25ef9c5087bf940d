// Element types and attributes are called what the ONNX format calls them.
#pragma warning disable CA1720

namespace Governance.Inference.Onnx;

/// <summary>Element types of a tensor, numbered as <c>TensorProto.DataType</c>.</summary>
public enum OnnxType
{
    Undefined = 0,
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    UInt16 = 4,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
    Text = 8,
    Bool = 9,
    Float16 = 10,
    Double = 11,
    UInt32 = 12,
    UInt64 = 13,
    Complex64 = 14,
    Complex128 = 15,
    BFloat16 = 16,
    Float8E4M3FN = 17,
    Float8E4M3FNUZ = 18,
    Float8E5M2 = 19,
    Float8E5M2FNUZ = 20,
    UInt4 = 21,
    Int4 = 22,
    Float4E2M1 = 23,
    Float8E8M0 = 24,
    UInt2 = 25,
    Int2 = 26,
}

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

/// <summary>A named tensor at the edge of a graph.</summary>
/// <param name="Dims">Its axes; null when the file declares no shape.</param>
public sealed record OnnxTensor(string Name, OnnxType Type, IReadOnlyList<OnnxDim>? Dims)
{
    public override string ToString() => $"{Name} {Type}[{(Dims is null ? "…" : string.Join(", ", Dims))}]";
}

/// <summary>An attribute of a node.</summary>
public sealed class OnnxAttribute
{
    // AttributeProto.AttributeType
    private const int FloatType = 1,
        IntType = 2,
        TextType = 3,
        FloatsType = 6,
        IntsType = 7;
    private readonly Action<ProtoWriter> _value;
    private readonly int _type;

    private OnnxAttribute(string name, int type, Action<ProtoWriter> value) =>
        (Name, _type, _value) = (name, type, value);

    public string Name { get; }

    public static OnnxAttribute Int(string name, long value) => new(name, IntType, w => w.Int(3, value));

    public static OnnxAttribute Float(string name, float value) => new(name, FloatType, w => w.Float(2, value));

    public static OnnxAttribute Text(string name, string value) => new(name, TextType, w => w.Text(4, value));

    public static OnnxAttribute Ints(string name, params long[] values) => new(name, IntsType, w =>
        {
            foreach (var v in values)
                w.Int(8, v);
        });

    public static OnnxAttribute Floats(string name, params float[] values) => new(name, FloatsType, w =>
        {
            foreach (var v in values)
                w.Float(7, v);
        });

    internal void Write(ProtoWriter to)
    {
        to.Text(1, Name);
        _value(to);
        to.Int(20, _type);
    }
}
