namespace Governance.Inference.Onnx;

/// <summary>
/// Builds an ONNX model and writes its bytes: IR version 9, operator set 20 of the default domain, weights as raw
/// little-endian data. The same calls give the same bytes, so the digest of a model identifies what it was built from.
/// Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto (IR version 9).
/// </summary>
/// <remarks>
/// Add nodes in an order in which they can be computed. A name that nothing has produced yet, or that is given twice, throws
/// <see cref="ArgumentException"/> at once, so that a misspelling does not reach the file.
/// </remarks>
public sealed class OnnxGraph(string name)
{
    /// <summary>The version of the file format.</summary>
    public const int IrVersion = 9;

    /// <summary>The version of the default operator set.</summary>
    public const int Opset = 20;

    private const string Producer = "governance";

    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly List<Action<ProtoWriter>> _nodes = [],
        _constants = [],
        _inputs = [],
        _outputs = [];

    /// <summary>Adds an input of the model.</summary>
    /// <param name="dims">A length or a name for each axis; none for a scalar.</param>
    public OnnxGraph Input(string input, OnnxType type, params OnnxDim[] dims)
    {
        Produce(input);
        _inputs.Add(w => WriteEdge(w, input, type, dims));
        return this;
    }

    /// <summary>Adds an output of the model; a node must have produced it.</summary>
    public OnnxGraph Output(string output, OnnxType type, params OnnxDim[] dims)
    {
        Consume(output);
        _outputs.Add(w => WriteEdge(w, output, type, dims));
        return this;
    }

    /// <summary>Adds a constant tensor, row by row.</summary>
    /// <param name="dims">Their product is the number of values; without any, the tensor has one axis. A literal [1, 2] is
    /// integers: write [1f, 2] for floats.</param>
    public OnnxGraph Constant(string constant, float[] values, params long[] dims) =>
        AddConstant(constant, OnnxType.Float, values, dims);

    /// <inheritdoc cref="Constant(string, float[], long[])"/>
    public OnnxGraph Constant(string constant, long[] values, params long[] dims) =>
        AddConstant(constant, OnnxType.Int64, values, dims);

    /// <summary>Adds a constant number without an axis.</summary>
    public OnnxGraph Scalar(string constant, float value) => AddTensor(constant, OnnxType.Float, [value], []);

    /// <inheritdoc cref="Scalar(string, float)"/>
    public OnnxGraph Scalar(string constant, long value) => AddTensor(constant, OnnxType.Int64, [value], []);

    /// <summary>Adds a node with an operator of the default domain. The empty string omits an optional input.</summary>
    public OnnxGraph Node(string op, string[] inputs, string[] outputs, params OnnxAttribute[] attributes)
    {
        foreach (var input in inputs.Where(i => i.Length > 0))
            Consume(input);
        foreach (var output in outputs.Where(o => o.Length > 0))
            Produce(output);
        var number = _nodes.Count;
        _nodes.Add(w =>
        {
            foreach (var input in inputs)
                w.Text(1, input);
            foreach (var output in outputs)
                w.Text(2, output);
            w.Text(3, $"{op}_{number}").Text(4, op);
            foreach (var attribute in attributes)
                w.Message(5, attribute.Write);
        });
        return this;
    }

    /// <summary>Adds a line of <c>metadata_props</c>; they are written in ordinal order of the keys.</summary>
    public OnnxGraph Metadata(string key, string value)
    {
        if (!_metadata.TryAdd(key, value))
            throw new ArgumentException($"Metadata “{key}” is given twice.", nameof(key));
        return this;
    }

    /// <summary>Returns the bytes of the model file. The graph can be extended afterwards.</summary>
    public byte[] ToBytes()
    {
        if (_outputs.Count == 0)
            throw new InvalidOperationException($"The graph “{name}” has no output.");
        var model = new ProtoWriter()
            .Int(1, IrVersion)
            .Text(2, Producer)
            .Message(7, WriteGraph)
            .Message(8, w => w.Text(1, "").Int(2, Opset));
        foreach (var (key, value) in _metadata)
            model.Message(14, w => w.Text(1, key).Text(2, value));
        return model.ToArray();
    }

    private void WriteGraph(ProtoWriter to)
    {
        foreach (var node in _nodes)
            to.Message(1, node);
        to.Text(2, name);
        foreach (var constant in _constants)
            to.Message(5, constant);
        foreach (var input in _inputs)
            to.Message(11, input);
        foreach (var output in _outputs)
            to.Message(12, output);
    }

    private OnnxGraph AddConstant<T>(string constant, OnnxType type, T[] values, long[] dims)
        where T : unmanaged
    {
        var shape = dims.Length == 0 ? [values.Length] : dims;
        return shape.Aggregate(1L, (product, d) => product * d) == values.Length
            ? AddTensor(constant, type, values, shape)
            : throw new ArgumentException(
                $"“{constant}” has {values.Length} values for the shape [{string.Join(", ", shape)}].",
                nameof(values)
            );
    }

    private OnnxGraph AddTensor<T>(string constant, OnnxType type, T[] values, long[] dims)
        where T : unmanaged
    {
        Produce(constant);
        _constants.Add(w =>
        {
            foreach (var dim in dims)
                w.Int(1, dim);
            w.Int(2, (int)type).Text(8, constant).Raw<T>(9, values);
        });
        return this;
    }

    private static void WriteEdge(ProtoWriter to, string value, OnnxType type, OnnxDim[] dims) =>
        to.Text(1, value)
            .Message(2, t => t.Message(1, tensor => tensor
                        .Int(1, (int)type)
                        .Message(2, shape =>
                        {
                            foreach (var dim in dims)
                                shape.Message(1, d => WriteDim(d, dim));
                        })));

    private static void WriteDim(ProtoWriter to, OnnxDim dim)
    {
        if (dim.Length is { } length)
            to.Int(1, length);
        else if (dim.Name is { } symbol)
            to.Text(2, symbol);
    }

    private void Produce(string value)
    {
        if (value.Length == 0 || !_values.Add(value))
            throw new ArgumentException($"“{value}” is empty or already exists.", nameof(value));
    }

    private void Consume(string value)
    {
        if (!_values.Contains(value))
            throw new ArgumentException($"Nothing has produced “{value}” yet.", nameof(value));
    }
}
