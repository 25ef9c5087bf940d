// Element types and attributes are called what the ONNX format calls them.
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
