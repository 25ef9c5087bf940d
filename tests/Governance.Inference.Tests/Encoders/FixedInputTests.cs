using Governance.Inference.Encoders;
using Governance.Inference.Onnx;

namespace Governance.Inference.Tests.Encoders;

public sealed class FixedInputTests
{
    /// <summary>y = counts of two buckets + offset of each row + factor; the offset belongs to the rows, the factor is a scalar.</summary>
    private static byte[] Model(OnnxDim rows) =>
        new OnnxGraph("offset")
            .Input("x", OnnxType.Float, rows, 2)
            .Input("offset", OnnxType.Float, rows, 2)
            .Input("factor", OnnxType.Int64)
            .Node("Cast", ["factor"], ["f"], OnnxAttribute.Int("to", (long)OnnxType.Float))
            .Node("Add", ["x", "offset"], ["sum"])
            .Node("Add", ["sum", "f"], ["y"])
            .Output("y", OnnxType.Float, rows, 2)
            .ToBytes();

    private static EncoderSpec Spec(params FixedInput[] given) =>
        new(EncoderModality.Text, "y", 2, Text: new(new HashedNgrams("x", 2, 0, 0)), Fixed: given);

    private static readonly FixedInput Offset = new("offset", OnnxType.Float, [-1, 2], Values: [10, 20]),
        Factor = new("factor", OnnxType.Int64, [], 1000);

    [Fact]
    public void A_fixed_input_is_given_to_every_call_for_any_number_of_rows()
    {
        foreach (var rows in new OnnxDim[] { "N", 2 })
        {
            using var encoder = Encoder.Open(Spec(Offset, Factor), Model(rows));
            var vectors = encoder
                .Encode([EncoderInput.OfText(""), EncoderInput.OfText(""), EncoderInput.OfText("")])
                .ToArray();
            Assert.Equal([1010f, 1020, 1010, 1020, 1010, 1020], vectors);
            Assert.False(encoder.DryRun().Alike);
        }
    }

    [Fact]
    public void A_fixed_input_that_contradicts_the_model_or_itself_is_refused()
    {
        string Refusal(params FixedInput[] given) =>
            Assert.Throws<UnfitModelException>(() => Encoder.Open(Spec(given), Model("N"))).What;
        Assert.Contains("needs the input factor", Refusal(Offset), StringComparison.Ordinal);
        Assert.Contains(
            "no input “other”",
            Refusal(Offset, Factor, Factor with { Name = "other" }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "cannot be fixed as well",
            Refusal(Offset, Factor, Offset with { Name = "x" }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "fixes Int32",
            Refusal(Offset, Factor with { Type = OnnxType.Int32 }),
            StringComparison.Ordinal
        );
        Assert.Contains("fixes [1]", Refusal(Offset, Factor with { Dims = [1] }), StringComparison.Ordinal);
        Assert.Contains("given twice", Refusal(Offset, Factor, Factor), StringComparison.Ordinal);
        Assert.Contains("is not a valid Int64", Refusal(Offset, Factor with { Value = 0.5 }), StringComparison.Ordinal);
        Assert.Contains("has 3 values", Refusal(Offset with { Values = [1, 2, 3] }, Factor), StringComparison.Ordinal);
        Assert.Contains(
            "shape [-1, -1]",
            Refusal(Offset with { Dims = [-1, -1], Values = null }, Factor),
            StringComparison.Ordinal
        );
        Assert.Contains("use Float", Refusal(Offset, Factor with { Type = OnnxType.Text }), StringComparison.Ordinal);
    }
}
