namespace Governance.Inference.Onnx;

/// <summary>One pass over a model's protobuf: collects <see cref="OnnxInspection"/> and rejects a model that must not be run.</summary>
internal sealed class ModelWalk
{
    // Subgraphs of If, Loop and Scan can be nested; real models have fewer than ten levels.
    private const int MaxDepth = 32,
        MaxEdges = 4096,
        MaxOpsets = 256,
        MaxMetadata = 4096;

    private readonly Dictionary<string, long> _opsets = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _operators = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _domains = new(StringComparer.Ordinal);
    private readonly HashSet<string> _functions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _initializers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly List<OnnxTensor> _inputs = [],
        _outputs = [];
    private long _ir,
        _parameters;
    private string _producer = "",
        _name = "";
    private bool _hasGraph;

    public OnnxInspection Read(ReadOnlySpan<byte> model)
    {
        var field = new ProtoReader(model);
        while (field.Next())
        {
            switch (field.Field)
            {
                case 1:
                    _ir = field.Int();
                    break;
                case 2:
                    _producer = field.Text();
                    break;
                case 7:
                    Graph(field.Bytes(), 0);
                    _hasGraph = true;
                    break;
                case 8:
                    OperatorSet(field.Bytes());
                    break;
                case 14:
                    Metadata(field.Bytes());
                    break;
                case 25:
                    Function(field.Bytes());
                    break;
                default:
                    field.Skip();
                    break;
            }
        }
        Judge();
        return new(
            _ir,
            _producer,
            _name,
            _opsets,
            [.. _domains.Keys],
            _operators,
            _parameters,
            [.. _inputs.Where(i => !_initializers.Contains(i.Name))],
            _outputs,
            _metadata
        );
    }

    private void Judge()
    {
        if (!_hasGraph || _ir == 0)
            throw ProtoReader.Malformed("onnx-without-graph");
        if (_ir is < 0 or > OnnxInspection.NewestIr)
            throw new UnfitModelException("format-version-unknown", _ir, OnnxInspection.NewestIr);
        if (_opsets.GetValueOrDefault("") is var opset && (opset > OnnxInspection.NewestOpset || opset < 0))
            throw new UnfitModelException("operator-set-unknown", opset, OnnxInspection.NewestOpset);
        foreach (
            var (domain, op) in _domains.Where(d =>
                !OnnxInspection.KnownDomains.Contains(d.Key) && !_functions.Contains(d.Key)
            )
        )
            throw new UnfitModelException("operator-unknown", op, domain);
        if (_outputs.Count == 0)
            throw ProtoReader.Malformed("onnx-without-output");
    }

    private void Graph(ReadOnlySpan<byte> graph, int depth)
    {
        if (depth > MaxDepth)
            throw ProtoReader.Malformed("onnx-nested-too-deep", MaxDepth);
        var field = new ProtoReader(graph);
        while (field.Next())
        {
            switch (field.Field)
            {
                case 1:
                    Node(field.Bytes(), depth);
                    break;
                case 2 when depth == 0:
                    _name = field.Text();
                    break;
                case 5:
                    Initializer(field.Bytes(), depth);
                    break;
                case 11 when depth == 0:
                    Edge(_inputs, field.Bytes());
                    break;
                case 12 when depth == 0:
                    Edge(_outputs, field.Bytes());
                    break;
                case 15:
                    SparseInitializer(field.Bytes(), depth);
                    break;
                default:
                    field.Skip();
                    break;
            }
        }
    }

    private void Node(ReadOnlySpan<byte> node, int depth)
    {
        var (op, domain) = ("", "");
        var field = new ProtoReader(node);
        while (field.Next())
        {
            switch (field.Field)
            {
                case 4:
                    op = field.Text();
                    break;
                case 5:
                    Attribute(field.Bytes(), depth);
                    break;
                case 7:
                    domain = field.Text();
                    break;
                default:
                    field.Skip();
                    break;
            }
        }
        _domains.TryAdd(domain, op);
        var key = domain.Length == 0 ? op : $"{domain}.{op}";
        _operators[key] = _operators.GetValueOrDefault(key) + 1;
    }

    private void Attribute(ReadOnlySpan<byte> attribute, int depth)
    {
        var field = new ProtoReader(attribute);
        while (field.Next())
        {
            switch (field.Field)
            {
                // A constant may be −∞, as in a mask, but never NaN.
                case 5 or 10:
                    TensorWalk.Read(field.Bytes(), infinityIsFine: true);
                    break;
                case 6 or 11:
                    Graph(field.Bytes(), depth + 1);
                    break;
                default:
                    field.Skip();
                    break;
            }
        }
    }

    private void Function(ReadOnlySpan<byte> function)
    {
        var field = new ProtoReader(function);
        while (field.Next())
        {
            switch (field.Field)
            {
                case 7:
                    Node(field.Bytes(), 1);
                    break;
                case 10:
                    _functions.Add(field.Text());
                    break;
                default:
                    field.Skip();
                    break;
            }
        }
    }

    private void Initializer(ReadOnlySpan<byte> tensor, int depth)
    {
        var (name, numbers) = TensorWalk.Read(tensor, infinityIsFine: false);
        if (depth == 0)
            _initializers.Add(name);
        _parameters = checked(_parameters + numbers);
    }

    private void SparseInitializer(ReadOnlySpan<byte> sparse, int depth)
    {
        var field = new ProtoReader(sparse);
        while (field.Next())
        {
            if (field.Field == 1)
                Initializer(field.Bytes(), depth);
            else
                field.Skip();
        }
    }

    private static void Edge(List<OnnxTensor> to, ReadOnlySpan<byte> edge)
    {
        if (to.Count >= MaxEdges)
            throw ProtoReader.Malformed("onnx-too-many-edges", MaxEdges);
        to.Add(EdgeWalk.Read(edge));
    }

    private void OperatorSet(ReadOnlySpan<byte> bytes)
    {
        var (domain, version) = ("", 0L);
        var field = new ProtoReader(bytes);
        while (field.Next())
        {
            if (field.Field == 1)
                domain = field.Text();
            else if (field.Field == 2)
                version = field.Int();
            else
                field.Skip();
        }
        if (_opsets.Count >= MaxOpsets)
            throw ProtoReader.Malformed("onnx-too-many-operator-sets", MaxOpsets);
        _opsets[domain == "ai.onnx" ? "" : domain] = version;
    }

    private void Metadata(ReadOnlySpan<byte> bytes)
    {
        var (key, value) = ("", "");
        var field = new ProtoReader(bytes);
        while (field.Next())
        {
            if (field.Field == 1)
                key = field.Text();
            else if (field.Field == 2)
                value = System.Text.Encoding.UTF8.GetString(field.Bytes());
            else
                field.Skip();
        }
        if (_metadata.Count >= MaxMetadata)
            throw ProtoReader.Malformed("onnx-too-much-metadata", MaxMetadata);
        _metadata[key] = value;
    }
}
