using Governance.Inference.Encoders;
using Governance.Inference.Onnx;

namespace Governance.Inference.Tests.Encoders;

/// <summary>A vector belongs to its input: neither the batch nor the run changes it.</summary>
public sealed class SteadyVectorsTests
{
    private static readonly string[] Vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "pump", "hot"];

    private static EncoderSpec OfNgrams(int? rows = null) =>
        new(EncoderModality.Text, "y", 16, Text: new(Ngrams: new("x", 16, 3, 4, true, 1)), RowsPerCall: rows);

    /// <summary>Adds a tenth of the mean of the batch to each row, as a batch norm in training mode does.</summary>
    private static byte[] LeaningOnTheBatch() =>
        new OnnxGraph("leaning")
            .Input("x", OnnxType.Float, "N", 16)
            .Constant("first", [0L], 1)
            .Scalar("tenth", 0.1f)
            .Node("ReduceMean", ["x", "first"], ["mean"])
            .Node("Mul", ["mean", "tenth"], ["lean"])
            .Node("Add", ["x", "lean"], ["y"])
            .Output("y", OnnxType.Float, "N", 16)
            .ToBytes();

    [Fact]
    public async Task An_encoder_whose_vectors_depend_on_the_batch_is_refused_or_runs_one_row_at_a_time()
    {
        using (var together = Encoder.Open(OfNgrams(), LeaningOnTheBatch()))
        {
            var refused = Assert.Throws<UnfitModelException>(() => together.DryRun());
            Assert.Equal("vectors-depend-on-batch", refused.Fault.Key);
            Assert.Contains("“rowsPerCall” to 1", refused.Remedy, StringComparison.Ordinal);
        }

        using var single = Encoder.Open(OfNgrams(rows: 1), LeaningOnTheBatch());
        Assert.Equal(0, single.DryRun().LongestDifference);
        EncoderInput[] texts =
        [
            .. new[] { "pump", "hot belt", "pump on level four" }.Select(text => EncoderInput.OfText(text)),
        ];
        var vectors = new List<float[]?>();
        await foreach (var answer in single.EncodeAsync(Numbered(texts), 16, TestContext.Current.CancellationToken))
            vectors.Add(answer.Vector);
        Assert.Equal(texts.Select(text => single.Encode(text)), vectors);
    }

    [Fact]
    public void A_text_model_that_counts_its_padding_is_found_by_texts_of_different_lengths()
    {
        var spec = new EncoderSpec(EncoderModality.Text, "y", 2, Text: new(WordPiece: new(Vocabulary, "ids")));
        byte[] Model(bool masked)
        {
            var graph = new OnnxGraph("mean")
                .Input("ids", OnnxType.Int64, "N", "T")
                .Input("attention_mask", OnnxType.Int64, "N", "T")
                .Constant("table", [9f, 9, 1, 0, 2, 0, 3, 0, 4, 0, 5, 10], 6, 2)
                .Constant("second", [1L], 1)
                .Constant("last", [2L], 1)
                .Node("Gather", ["table", "ids"], ["all"])
                .Node("Cast", ["attention_mask"], ["mask"], OnnxAttribute.Int("to", (long)OnnxType.Float))
                .Node("Unsqueeze", ["mask", "last"], ["wide"])
                .Node("Mul", ["all", "wide"], ["own"]);
            return (
                masked
                    ? graph
                        .Node("ReduceSum", ["own", "second"], ["sum"], OnnxAttribute.Int("keepdims", 0))
                        .Node("ReduceSum", ["wide", "second"], ["count"], OnnxAttribute.Int("keepdims", 0))
                        .Node("Div", ["sum", "count"], ["y"])
                    : graph.Node("ReduceMean", ["all", "second"], ["y"], OnnxAttribute.Int("keepdims", 0))
            )
                .Output("y", OnnxType.Float, "N", 2)
                .ToBytes();
        }
        using (var wrong = Encoder.Open(spec, Model(masked: false)))
            Assert.Equal("vectors-depend-on-batch", Assert.Throws<UnfitModelException>(() => wrong.DryRun()).Fault.Key);
        using var right = Encoder.Open(spec, Model(masked: true));
        Assert.InRange(right.DryRun().LongestDifference, 0, Encoder.MostDifference);
    }

    [Fact]
    public void An_encoder_with_random_numbers_is_refused()
    {
        var noisy = new OnnxGraph("noisy")
            .Input("x", OnnxType.Float, "N", 16)
            .Node("RandomNormalLike", ["x"], ["noise"])
            .Node("Add", ["x", "noise"], ["y"])
            .Output("y", OnnxType.Float, "N", 16)
            .ToBytes();
        using var encoder = Encoder.Open(OfNgrams(rows: 1), noisy);
        Assert.Equal("vectors-vary", Assert.Throws<UnfitModelException>(() => encoder.DryRun()).Fault.Key);
    }

    [Fact]
    public void An_output_of_16_bits_is_widened()
    {
        byte[] Model(OnnxType type)
        {
            var graph = new OnnxGraph("third")
                .Input("x", OnnxType.Float, "N", 16)
                .Scalar("third", 1 / 3f)
                .Node("Mul", ["x", "third"], ["z"])
                .Node("Cast", ["z"], ["y"], OnnxAttribute.Int("to", (long)type));
            return graph.Output("y", type, "N", 16).ToBytes();
        }
        using var full = Encoder.Open(OfNgrams(), Model(OnnxType.Float));
        using var half = Encoder.Open(OfNgrams(), Model(OnnxType.Float16));
        var text = EncoderInput.OfText("the pump runs hot, the pump runs hot");
        var vector = half.Encode(text);
        Assert.Contains(vector, v => v > 0);
        Assert.Equal(full.Encode(text).Select(v => (float)(Half)v), vector);
        Assert.False(half.DryRun().Alike);
        using var unit = Encoder.Open(OfNgrams() with { Normalise = true }, Model(OnnxType.Float16));
        Assert.Equal(1, unit.Encode(text).Sum(v => v * v), 1e-6);
        using var session = OnnxSession.Open(Model(OnnxType.Float16));
        Assert.True(Assert.Single(session.DryRun().Outputs).Finite);
    }

    [Fact]
    public void A_vocabulary_without_the_mask_token_encodes_and_never_leaves_the_table()
    {
        var model = new OnnxGraph("embed")
            .Input("ids", OnnxType.Int64, "N", "T")
            .Input("attention_mask", OnnxType.Int64, "N", "T")
            .Constant("table", [0f, 1, 2, 3, 4, 5], 6, 1)
            .Node("Gather", ["table", "ids"], ["y"])
            .Output("y", OnnxType.Float, "N", "T", 1)
            .ToBytes();
        EncoderSpec Spec(params string[] more) =>
            new(EncoderModality.Text, "y", 1, Pooling.Mean, Text: new(WordPiece: new([.. Vocabulary, .. more], "ids")));
        using var encoder = Encoder.Open(Spec(), model);
        Assert.InRange(encoder.DryRun().LongestDifference, 0, Encoder.MostDifference);
        // [CLS] pump hot [SEP]: 2, 4, 5, 3.
        Assert.Equal([3.5f], encoder.Encode(EncoderInput.OfText("pump hot")));
        Assert.True(encoder.Encode(EncoderInput.OfText("pump [MASK] hot")) is [> 0 and <= 5]);
    }

    private static async IAsyncEnumerable<(int, EncoderInput)> Numbered(EncoderInput[] inputs)
    {
        foreach (var (i, input) in inputs.Index())
            yield return (i, input);
        await Task.CompletedTask;
    }
}
