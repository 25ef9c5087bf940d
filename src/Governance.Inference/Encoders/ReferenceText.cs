using Governance.Inference.Onnx;

namespace Governance.Inference.Encoders;

/// <summary>The built-in text encoder: ln(1 + count) of hashed n-grams and words, projected.</summary>
internal static class ReferenceText
{
    private const int Buckets = 2048;
    private const ulong Seed = 0x7E87;

    public static EncoderModel Build()
    {
        var graph = new OnnxGraph("reference_text")
            .Input("counts", OnnxType.Float, "N", Buckets)
            .Scalar("one", 1f)
            .Constant(
                "projection",
                new SeededNumbers(Seed).Projection(Buckets, ReferenceEncoders.Dimension),
                Buckets,
                ReferenceEncoders.Dimension
            )
            .Node("Add", ["counts", "one"], ["above_one"])
            .Node("Log", ["above_one"], ["damped"])
            .Node("MatMul", ["damped", "projection"], ["embedding"])
            .Output("embedding", OnnxType.Float, "N", ReferenceEncoders.Dimension)
            .Metadata("encoder", "reference_text 1");
        var spec = new EncoderSpec(
            EncoderModality.Text,
            "embedding",
            ReferenceEncoders.Dimension,
            Text: new(Ngrams: new("counts", Buckets, Seed: Seed))
        );
        return new(spec, graph.ToBytes());
    }
}
