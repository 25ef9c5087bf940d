using System.Globalization;
using System.Text.Json;
using Governance.Inference.Onnx;

namespace Governance.Inference.Fusion;

/// <summary>Writes a model as an ONNX graph, opset 20. The values of absent modalities, even NaN, do not affect the result.</summary>
internal sealed class FusionExport
{
    private readonly FusionModel _model;
    private readonly OnnxGraph _graph = new("fusion");

    private FusionExport(FusionModel model) => _model = model;

    public static byte[] Write(FusionModel model, IReadOnlyDictionary<string, string> metadata)
    {
        var export = new FusionExport(model);
        export.Body();
        export.Outputs();
        export.Describe(metadata);
        return export._graph.ToBytes();
    }

    private int Hidden => _model.Shape.Hidden;

    private int Classes => _model.Shape.Classes;

    private void Body()
    {
        foreach (var m in ModalitySets.Every)
            _graph.Input(m.Word(), OnnxType.Float, "N", _model.Shape.Dimensions[m]);
        _graph.Input(FusionNames.Mask, OnnxType.Float, "N", ModalitySets.Count);
        Constants();
        Presence();
        foreach (var m in ModalitySets.Every)
            Adapt(m);
        switch (_model.Net.Head)
        {
            case EarlyHead early:
                Early(early);
                break;
            case LateHead late:
                Late(late);
                break;
            case AttentionHead attention:
                Attend(attention);
                break;
        }
        Probabilities();
    }

    private void Constants() =>
        _graph
            .Constant("axis", [1L])
            .Scalar("half", 0.5f)
            .Scalar("one", 1f)
            .Scalar("zero", 0f)
            .Scalar("tiny", SharedSpace.Epsilon)
            .Constant("bits", [1f, 2f, 4f], 3, 1)
            .Constant("temperatures", _model.Temperatures.Values, 8);

    /// <summary>Adds there_*, bool [N, 1], and known, [N, 3] of 0 and 1.</summary>
    private void Presence()
    {
        foreach (var m in ModalitySets.Every)
        {
            var name = m.Word();
            _graph.Constant($"place_{name}", [(long)m]);
            Node("Gather", [FusionNames.Mask, $"place_{name}"], $"mask_{name}", OnnxAttribute.Int("axis", 1));
            Node("Greater", [$"mask_{name}", "half"], There(m));
            Node("Cast", [There(m)], $"known_{name}", OnnxAttribute.Int("to", (long)OnnxType.Float));
        }
        Node("Concat", [.. Each("known_")], "known", OnnxAttribute.Int("axis", 1));
    }

    private void Adapt(Modality m)
    {
        var (name, adapter) = (m.Word(), _model.Net.Adapters[m]);
        Vector(adapter.Norm.Scale);
        Vector(adapter.Norm.Shift);
        Node(
            "LayerNormalization",
            [name, adapter.Norm.Scale.Name, adapter.Norm.Shift.Name],
            $"normed_{name}",
            OnnxAttribute.Int("axis", -1),
            OnnxAttribute.Float("epsilon", InputNorm.Epsilon)
        );
        Linear(adapter.Linear, $"normed_{name}", $"before_{name}");
        Node("Gelu", [$"before_{name}"], $"adapted_{name}");
        Linear(adapter.Projection, $"adapted_{name}", $"projected_{name}");
        Node("Mul", [$"projected_{name}", $"projected_{name}"], $"squares_{name}");
        Node("ReduceSum", [$"squares_{name}", "axis"], $"square_{name}");
        Node("Add", [$"square_{name}", "tiny"], $"positive_{name}");
        Node("Sqrt", [$"positive_{name}"], $"length_{name}");
        Node("Div", [$"projected_{name}", $"length_{name}"], $"unit_{name}");
        Node("Where", [There(m), $"unit_{name}", "zero"], FusionNames.Shared(m));
    }

    /// <summary>Adds shown_*: the adapted vector of a present modality, the token of an absent one.</summary>
    private void Show(MissingTokens? tokens)
    {
        foreach (var m in ModalitySets.Every)
        {
            if (tokens is not null)
                Vector(tokens[m]);
            var token = tokens is null ? "zero" : tokens[m].Name;
            Node("Where", [There(m), $"adapted_{m.Word()}", token], $"shown_{m.Word()}");
        }
    }

    private void Early(EarlyHead head)
    {
        Show(head.Tokens);
        Node("Concat", [.. Each("shown_"), "known"], "joined", OnnxAttribute.Int("axis", 1));
        Network(head.Network, "joined", FusionNames.Logits);
    }

    private void Late(LateHead head)
    {
        Show(null);
        foreach (var m in ModalitySets.Every)
        {
            var name = m.Word();
            Network(head.Networks[m], $"shown_{name}", FusionNames.Votes(m));
            Node("Mul", [FusionNames.Votes(m), $"known_{name}"], $"counted_{name}");
        }
        Node("Sum", [.. Each("counted_")], "votes");
        Node("ReduceSum", ["known", "axis"], "voters");
        Node("Max", ["voters", "one"], "divisor");
        Node("Div", ["votes", "divisor"], FusionNames.Logits);
    }

    private void Attend(AttentionHead head)
    {
        Show(head.Tokens);
        var query = _model.Net.Parameters.Values(head.Query);
        _graph.Scalar("factor", 1 / MathF.Sqrt(Hidden)).Scalar("penalty", AttentionHead.Penalty);
        Vector(head.Bias);
        foreach (var m in ModalitySets.Every)
        {
            var name = m.Word();
            _graph.Constant($"query_{name}", query.Slice((int)m * Hidden, Hidden).ToArray(), Hidden, 1);
            Node("MatMul", [$"shown_{name}", $"query_{name}"], $"match_{name}");
        }
        Node("Concat", [.. Each("match_")], "matches", OnnxAttribute.Int("axis", 1));
        Node("Mul", ["matches", "factor"], "scaled");
        Node("Add", ["scaled", head.Bias.Name], "scores");
        Node("ReduceMax", ["known", "axis"], "any");
        Node("Sub", ["known", "any"], "lack");
        Node("Mul", ["lack", "penalty"], "penalties");
        Node("Add", ["scores", "penalties"], "masked");
        Node("Softmax", ["masked"], FusionNames.Attention, OnnxAttribute.Int("axis", 1));
        foreach (var m in ModalitySets.Every)
        {
            var name = m.Word();
            Node("Gather", [FusionNames.Attention, $"place_{name}"], $"weight_{name}", OnnxAttribute.Int("axis", 1));
            Node("Mul", [$"shown_{name}", $"weight_{name}"], $"weighed_{name}");
        }
        Node("Sum", [.. Each("weighed_")], "pooled");
        Node("Concat", ["pooled", "known"], "joined", OnnxAttribute.Int("axis", 1));
        Network(head.Network, "joined", FusionNames.Logits);
    }

    /// <summary>Divides each row by the temperature of its mask, read as a number 0…7.</summary>
    private void Probabilities()
    {
        Node("MatMul", ["known", "bits"], "number");
        Node("Cast", ["number"], "index", OnnxAttribute.Int("to", (long)OnnxType.Int64));
        Node("Gather", ["temperatures", "index"], "temperature", OnnxAttribute.Int("axis", 0));
        Node("Div", [FusionNames.Logits, "temperature"], "calibrated");
        Node("Softmax", ["calibrated"], FusionNames.Probabilities, OnnxAttribute.Int("axis", 1));
    }

    private void Outputs()
    {
        _graph
            .Output(FusionNames.Logits, OnnxType.Float, "N", Classes)
            .Output(FusionNames.Probabilities, OnnxType.Float, "N", Classes);
        foreach (var m in ModalitySets.Every)
            _graph.Output(FusionNames.Shared(m), OnnxType.Float, "N", Hidden);
        if (_model.Shape.Kind == FusionKind.Attention)
            _graph.Output(FusionNames.Attention, OnnxType.Float, "N", ModalitySets.Count);
        if (_model.Shape.Kind == FusionKind.Late)
            foreach (var m in ModalitySets.Every)
                _graph.Output(FusionNames.Votes(m), OnnxType.Float, "N", Classes);
    }

    private void Describe(IReadOnlyDictionary<string, string> metadata)
    {
        _graph
            .Metadata(FusionNames.Kind, _model.Shape.Kind.ToString())
            .Metadata(FusionNames.Classes, JsonSerializer.Serialize(_model.ClassNames))
            .Metadata(FusionNames.Temperatures, JsonSerializer.Serialize(_model.Temperatures.Values))
            .Metadata(FusionNames.TemperatureRows, JsonSerializer.Serialize(_model.Temperatures.Rows))
            .Metadata(FusionNames.Options, JsonSerializer.Serialize(_model.Options))
            .Metadata(FusionNames.Epoch, _model.BestEpoch.ToString(CultureInfo.InvariantCulture));
        foreach (var (key, value) in metadata)
            _graph.Metadata(key, value);
    }

    private void Network(Perceptron network, string input, string output)
    {
        Linear(network.First, input, $"{output}_before");
        Node("Gelu", [$"{output}_before"], $"{output}_after");
        Linear(network.Second, $"{output}_after", output);
    }

    private void Linear(Linear linear, string input, string output)
    {
        var weight = linear.Weight;
        _graph.Constant(weight.Name, _model.Net.Parameters.Values(weight).ToArray(), weight.Rows, weight.Columns);
        Vector(linear.Bias);
        Node("MatMul", [input, weight.Name], $"{output}_product");
        Node("Add", [$"{output}_product", linear.Bias.Name], output);
    }

    private void Vector(ParameterTensor tensor) =>
        _graph.Constant(tensor.Name, _model.Net.Parameters.Values(tensor).ToArray(), tensor.Length);

    private static IEnumerable<string> Each(string prefix) => Enum.GetValues<Modality>().Select(m => prefix + m.Word());

    private static string There(Modality m) => $"there_{m.Word()}";

    private void Node(string op, string[] inputs, string output, params OnnxAttribute[] attributes) =>
        _graph.Node(op, inputs, [output], attributes);
}
