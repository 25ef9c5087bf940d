// Element types and attributes have the names of the ONNX format.
#pragma warning disable CA1720

namespace Governance.Inference.Onnx;

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

    /// <summary>The attribute's name.</summary>
    public string Name { get; }

    /// <summary>An attribute with one integer.</summary>
    public static OnnxAttribute Int(string name, long value) => new(name, IntType, w => w.Int(3, value));

    /// <summary>An attribute with one 32-bit float.</summary>
    public static OnnxAttribute Float(string name, float value) => new(name, FloatType, w => w.Float(2, value));

    /// <summary>An attribute with one UTF-8 string.</summary>
    public static OnnxAttribute Text(string name, string value) => new(name, TextType, w => w.Text(4, value));

    /// <summary>An attribute with a list of integers.</summary>
    public static OnnxAttribute Ints(string name, params long[] values) => new(name, IntsType, w =>
        {
            foreach (var v in values)
                w.Int(8, v);
        });

    /// <summary>An attribute with a list of 32-bit floats.</summary>
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
