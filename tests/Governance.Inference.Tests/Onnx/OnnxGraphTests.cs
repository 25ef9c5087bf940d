using Governance.Inference.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Governance.Inference.Tests.Onnx;

public sealed class OnnxGraphTests
{
    /// <summary>Linear, LayerNormalization, Gelu, MatMul, Softmax: what a fusion head consists of.</summary>
    private static OnnxGraph Head() =>
        new OnnxGraph("head")
            .Input("x", OnnxType.Float, "N", 3)
            .Constant("w1", [1f, 0, 0, 1, 1, -1], 3, 2)
            .Constant("b1", [.5f, -.5f])
            .Constant("gain", [1f, 2f])
            .Constant("shift", [0f, .25f])
            .Constant("w2", [1f, 2, 3, -1, 0, 1], 2, 3)
            .Node("Gemm", ["x", "w1", "b1"], ["h"])
            .Node(
                "LayerNormalization",
                ["h", "gain", "shift"],
                ["n"],
                OnnxAttribute.Int("axis", -1),
                OnnxAttribute.Float("epsilon", 1e-5f)
            )
            .Node("Gelu", ["n"], ["g"])
            .Node("MatMul", ["g", "w2"], ["logits"])
            .Node("Softmax", ["logits"], ["p"], OnnxAttribute.Int("axis", -1))
            .Output("logits", OnnxType.Float, "N", 3)
            .Output("p", OnnxType.Float, "N", 3)
            .Metadata("dataset", "sha256:00ff")
            .Metadata("classes", "[\"a\",\"ü\"]");

    [Fact]
    public void ONNX_Runtime_computes_what_the_graph_says_for_any_batch_size()
    {
        using var session = new InferenceSession(Head().ToBytes());
        foreach (var rows in new[] { 1, 5 })
        {
            var x = Enumerable.Range(0, rows * 3).Select(i => MathF.Sin(i)).ToArray();
            using var input = OrtValue.CreateTensorValueFromMemory(x, [rows, 3]);
            using var options = new RunOptions();
            using var outputs = session.Run(options, ["x"], [input], ["logits", "p"]);
            var logits = outputs[0].GetTensorDataAsSpan<float>();
            var p = outputs[1].GetTensorDataAsSpan<float>();
            for (var row = 0; row < rows; row++)
            {
                var (expectedLogits, expectedP) = ByHand(x[(row * 3)..(row * 3 + 3)]);
                for (var c = 0; c < 3; c++)
                {
                    Assert.Equal(expectedLogits[c], logits[row * 3 + c], 1e-4);
                    Assert.Equal(expectedP[c], p[row * 3 + c], 1e-5);
                }
            }
        }
    }

    private static (double[] Logits, double[] P) ByHand(float[] x)
    {
        double[] h = [x[0] + x[2] + .5, x[1] - x[2] - .5];
        var mean = (h[0] + h[1]) / 2;
        var deviation = Math.Sqrt(((h[0] - mean) * (h[0] - mean) + (h[1] - mean) * (h[1] - mean)) / 2 + 1e-5);
        double[] g = [Gelu((h[0] - mean) / deviation), Gelu((h[1] - mean) / deviation * 2 + .25)];
        double[] logits = [g[0] - g[1], 2 * g[0], 3 * g[0] + g[1]];
        var sum = logits.Sum(Math.Exp);
        return (logits, [.. logits.Select(l => Math.Exp(l) / sum)]);
    }

    /// <summary>x Φ(x), Φ by Simpson's rule over the normal density.</summary>
    private static double Gelu(double x)
    {
        const int steps = 2000;
        var width = x / steps;
        var area =
            Enumerable
                .Range(0, steps + 1)
                .Sum(i =>
                    Math.Exp(-(i * width) * (i * width) / 2)
                    * (
                        i is 0 or steps ? 1
                        : i % 2 == 1 ? 4
                        : 2
                    )
                )
            * width
            / 3;
        return x * (.5 + area / Math.Sqrt(2 * Math.PI));
    }

    [Fact]
    public void Metadata_names_and_symbolic_axes_are_read_back()
    {
        using var session = new InferenceSession(Head().ToBytes());
        Assert.Equal("sha256:00ff", session.ModelMetadata.CustomMetadataMap["dataset"]);
        Assert.Equal("[\"a\",\"ü\"]", session.ModelMetadata.CustomMetadataMap["classes"]);
        Assert.Equal("head", session.ModelMetadata.GraphName);
        Assert.Equal(["N", ""], session.InputMetadata["x"].SymbolicDimensions);
        Assert.Equal([-1, 3], session.InputMetadata["x"].Dimensions);
        Assert.Equal(["logits", "p"], session.OutputNames);
    }

    [Fact]
    public void The_same_calls_give_the_same_bytes_and_the_order_of_metadata_does_not_matter()
    {
        Assert.Equal(Head().ToBytes(), Head().ToBytes());
        Assert.Equal(
            Small().Metadata("a", "1").Metadata("b", "2").ToBytes(),
            Small().Metadata("b", "2").Metadata("a", "1").ToBytes()
        );
        Assert.NotEqual(Small().Metadata("a", "1").ToBytes(), Small().Metadata("a", "2").ToBytes());
    }

    /// <summary>
    /// Put together apart from the writer, from the field numbers of onnx.proto; another byte would change every
    /// model's digest.
    /// </summary>
    [Fact]
    public void The_bytes_are_those_of_the_format() =>
        Assert.Equal(
            "0809"
                + "120A676F7665726E616E6365" // ir_version 9, producer_name
                + "3A47"
                + "0A1C"
                + "0A0178"
                + "120179"
                + "1A0A4964656E746974795F30"
                + "22084964656E74697479" // graph: node x → y, its name, its operator
                + "1205736D616C6C" // graph name
                + "5A0F"
                + "0A0178"
                + "120A0A08080112040A020801"
                + "620F"
                + "0A0179"
                + "120A0A08080112040A020801" // input, output: float [1]
                + "42040A001014", // operator set 20 of the default domain
            Convert.ToHexString(Small().ToBytes())
        );

    private static OnnxGraph Small() =>
        new OnnxGraph("small")
            .Input("x", OnnxType.Float, 1)
            .Node("Identity", ["x"], ["y"])
            .Output("y", OnnxType.Float, 1);

    [Fact]
    public void Scalars_and_whole_numbers_reach_the_operators()
    {
        var bytes = new OnnxGraph("mean")
            .Input("x", OnnxType.Float, "N", "T")
            .Constant("axes", [1L])
            .Scalar("half", .5f)
            .Node("ReduceMean", ["x", "axes"], ["m"], OnnxAttribute.Int("keepdims", 0))
            .Node("Mul", ["m", "half"], ["y"])
            .Output("y", OnnxType.Float, "N")
            .ToBytes();
        using var session = new InferenceSession(bytes);
        using var input = OrtValue.CreateTensorValueFromMemory<float>(new float[] { 1, 3, 5, 7 }, [2, 2]);
        using var options = new RunOptions();
        using var outputs = session.Run(options, ["x"], [input], ["y"]);
        Assert.Equal([1f, 3f], outputs[0].GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void A_graph_that_cannot_be_computed_is_refused_while_it_is_built()
    {
        var graph = new OnnxGraph("g").Input("x", OnnxType.Float, 2);
        Assert.Throws<ArgumentException>(() => graph.Node("Add", ["x", "nowhere"], ["y"]));
        Assert.Throws<ArgumentException>(() => graph.Input("x", OnnxType.Float, 2));
        Assert.Throws<ArgumentException>(() => graph.Constant("c", [1f, 2f], 3));
        Assert.Throws<ArgumentException>(() => graph.Output("y", OnnxType.Float, 2));
        Assert.Throws<ArgumentException>(() => graph.Metadata("k", "1").Metadata("k", "2"));
        Assert.Throws<InvalidOperationException>(() => graph.ToBytes());
    }
}
