using System.Text;
using Governance.Inference.Onnx;

namespace Governance.Inference.Tests.Onnx;

public sealed class OnnxInspectionTests
{
    private static OnnxGraph Linear(params float[] weights) =>
        new OnnxGraph("linear")
            .Input("x", OnnxType.Float, "N", weights.Length)
            .Constant("w", weights, weights.Length, 1)
            .Node("MatMul", ["x", "w"], ["y"])
            .Output("y", OnnxType.Float, "N", 1)
            .Metadata("k", "v");

    [Fact]
    public void A_model_is_described_without_running_it()
    {
        var found = OnnxInspection.Read(Linear(1, 2, 3).ToBytes());
        Assert.Equal(
            (9, "governance", "linear", 3),
            (found.IrVersion, found.Producer, found.GraphName, found.Parameters)
        );
        Assert.Equal("x Float[N, 3]", found.Inputs.Single().ToString());
        Assert.Equal("y Float[N, 1]", found.Outputs.Single().ToString());
        Assert.Equal(20, found.Opsets[""]);
        Assert.Equal(1, found.Operators["MatMul"]);
        Assert.Equal([""], found.Domains);
        Assert.Equal("v", found.Metadata["k"]);
    }

    [Theory]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1270727\n", "Git LFS pointer")]
    [InlineData("/annex/objects/SHA256E-s1--00.onnx", "git-annex")]
    [InlineData("", "empty")]
    [InlineData("PK\u0003\u0004....", "zip archive")]
    [InlineData("<!doctype html><html>", "web page")]
    [InlineData("hello, world", "not a valid ONNX model")]
    public void A_file_that_is_not_a_model_is_recognised(string content, string words)
    {
        var e = Assert.Throws<UnfitModelException>(() => OnnxInspection.Read(Encoding.UTF8.GetBytes(content)));
        Assert.Contains(words, e.What, StringComparison.Ordinal);
        Assert.NotEmpty(e.Remedy);
    }

    [Fact]
    public void A_model_cut_off_anywhere_is_refused_and_never_read_beyond_its_end()
    {
        var whole = Linear(1, 2, 3).ToBytes();
        for (var length = 0; length < whole.Length; length++)
        {
            // Cut between two fields behind the graph, what is left is a whole model without its operator set or metadata.
            try
            {
                Assert.True(
                    OnnxInspection.Read(whole.AsSpan(0, length)).Outputs.Count == 1 && length > whole.Length - 20
                );
            }
            catch (UnfitModelException) { }
        }
    }

    [Fact]
    public void Random_damage_ends_in_a_refusal_or_a_description()
    {
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var damaged = Linear(1, 2, 3).ToBytes();
            for (var n = random.Next(1, 6); n > 0; n--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                OnnxInspection.Read(damaged);
            }
            catch (UnfitModelException) { }
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Weights_that_are_not_finite_are_refused_by_name(float weight)
    {
        var e = Assert.Throws<UnfitModelException>(() => OnnxInspection.Read(Linear(1, weight).ToBytes()));
        Assert.Contains("“w”", e.What, StringComparison.Ordinal);
    }

    [Fact]
    public void The_fill_of_a_mask_may_be_infinite_and_weights_may_not()
    {
        var fill = new OnnxGraph("masked")
            .Input("x", OnnxType.Float, "N", 4)
            .Scalar("fill", float.NegativeInfinity)
            .Constant("causal", [0f, float.NegativeInfinity, 0, 0], 4)
            .Node("Max", ["x", "fill"], ["clipped"])
            .Node("Add", ["clipped", "causal"], ["masked"])
            .Node("Softmax", ["masked"], ["y"])
            .Output("y", OnnxType.Float, "N", 4)
            .ToBytes();
        Assert.Equal(5, OnnxInspection.Read(fill).Parameters);
        using var session = OnnxSession.Open(fill);
        Assert.True(Assert.Single(session.DryRun().Outputs).Finite);
        // Finite numbers beside it are weights.
        foreach (var weights in new[] { new[] { 1, float.NegativeInfinity }, [0, float.PositiveInfinity] })
            Assert.Equal(
                "weights-not-finite",
                Assert.Throws<UnfitModelException>(() => OnnxInspection.Read(Linear(weights).ToBytes())).Fault.Key
            );
        Assert.Equal(
            "weights-nan",
            Assert.Throws<UnfitModelException>(() => OnnxInspection.Read(Linear(0, float.NaN).ToBytes())).Fault.Key
        );
    }

    [Fact]
    public void A_length_beyond_the_file_allocates_nothing()
    {
        byte[] huge = [0x08, 0x09, 0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0x00];
        Assert.Contains(
            "claims",
            Assert.Throws<UnfitModelException>(() => OnnxInspection.Read(huge)).What,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Unknown_operators_newer_formats_and_weights_elsewhere_are_refused()
    {
        Assert.Contains("com.example", Refusal(Written(domain: "com.example")), StringComparison.Ordinal);
        Assert.Contains("format version 14", Refusal(Written(ir: 14)), StringComparison.Ordinal);
        Assert.Contains("operator set 27", Refusal(Written(opset: 27)), StringComparison.Ordinal);
        Assert.Contains("another file", Refusal(Written(external: true)), StringComparison.Ordinal);
        Assert.Contains("nested deeper", Refusal(Written(depth: 60)), StringComparison.Ordinal);
        Assert.Equal(["", "com.microsoft"], OnnxInspection.Read(Written(domain: "com.microsoft")).Domains);
    }

    private static string Refusal(byte[] model) =>
        Assert.Throws<UnfitModelException>(() => OnnxInspection.Read(model)).What;

    /// <summary>Models that the builder does not write.</summary>
    private static byte[] Written(string domain = "", int ir = 9, int opset = 20, bool external = false, int depth = 0)
    {
        void Nested(ProtoWriter graph, int levels) => graph.Message(1, node =>
            {
                node.Text(4, "If");
                if (levels > 0)
                    node.Message(5, attribute =>
                        attribute.Text(1, "then_branch").Message(6, inner => Nested(inner, levels - 1))
                    );
            });
        return new ProtoWriter()
            .Int(1, ir)
            .Message(7, graph =>
            {
                Nested(graph, depth);
                graph.Message(1, n => n.Text(1, "x").Text(2, "y").Text(4, "Identity").Text(7, domain));
                if (external)
                    graph.Message(5, t =>
                        t.Int(1, 2)
                            .Int(2, 1)
                            .Text(8, "w")
                            .Message(13, e => e.Text(1, "location").Text(2, "w.bin"))
                            .Int(14, 1)
                    );
                graph.Message(12, o => o.Text(1, "y"));
            })
            .Message(8, o => o.Int(2, opset))
            .ToArray();
    }

    [Fact]
    public void A_stream_is_read_no_further_than_the_limit()
    {
        using var endless = new MemoryStream(new byte[3 << 20]);
        Assert.Contains(
            "larger than 1 MiB",
            Assert.Throws<UnfitModelException>(() => OnnxInspection.Read(endless, 1 << 20)).What,
            StringComparison.Ordinal
        );
        Assert.True(endless.Position < 1.2 * (1 << 20));
        using var sound = new MemoryStream(Linear(1).ToBytes());
        Assert.Equal(1, OnnxInspection.Read(sound).Inspection.Parameters);
    }
}
