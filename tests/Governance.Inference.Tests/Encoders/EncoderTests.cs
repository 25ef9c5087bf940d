using Governance.Inference.Encoders;
using Governance.Inference.Onnx;

namespace Governance.Inference.Tests.Encoders;

public sealed class EncoderTests
{
    private static EncoderInput Some(int i) =>
        EncoderInput.OfImage(Pictures.Png(40, 30, (x, y) => (byte)(x * (i % 7 + 1) + y * i)));

    private static async IAsyncEnumerable<(int, EncoderInput)> Stream(int count, Func<int, EncoderInput> at)
    {
        for (var i = 0; i < count; i++)
        {
            if (i % 5 == 0)
                await Task.Yield();
            yield return (i, at(i));
        }
    }

    [Fact]
    public async Task A_stream_keeps_its_order_one_bad_input_fails_alone_and_batches_do_not_matter()
    {
        using var encoder = Encoder.Open(ReferenceEncoders.Image());
        EncoderInput At(int i) =>
            i is 3 or 17 ? EncoderInput.OfImage(new byte[] { 1, 2, 3 })
            : i == 9 ? EncoderInput.OfText("no picture")
            : Some(i);
        foreach (var batch in new[] { 1, 4, 32 })
        {
            var n = 0;
            await foreach (
                var (key, vector, failure) in encoder.EncodeAsync(
                    Stream(23, At),
                    batch,
                    TestContext.Current.CancellationToken
                )
            )
            {
                Assert.Equal(n++, key);
                Assert.Equal(key is 3 or 9 or 17, failure is not null);
                Assert.Equal(failure is null, vector is not null);
                if (vector is not null)
                    AssertClose(encoder.Encode(At(key)), vector);
            }
            Assert.Equal(23, n);
        }
    }

    [Fact]
    public void Texts_and_series_do_not_depend_on_their_batch_either()
    {
        var random = new Random(2);
        using var text = Encoder.Open(ReferenceEncoders.Text());
        using var series = Encoder.Open(ReferenceEncoders.Series());
        SameAlone(
            text,
            [
                .. Enumerable
                    .Range(0, 9)
                    .Select(i =>
                        EncoderInput.OfText(
                            string.Join(' ', Enumerable.Range(0, i * 3).Select(w => $"word{w % (i + 1)}"))
                        )
                    ),
            ]
        );
        SameAlone(
            series,
            [
                .. Enumerable
                    .Range(0, 9)
                    .Select(i => EncoderInput.OfSeries(Waves.Window(10 + i, 1 + i * i, random, 10 * i))),
            ]
        );
    }

    private static void SameAlone(Encoder encoder, EncoderInput[] inputs)
    {
        var together = encoder.Encode(inputs);
        for (var i = 0; i < inputs.Length; i++)
            AssertClose(
                encoder.Encode(inputs[i]),
                together.Slice(i * encoder.Spec.Dimension, encoder.Spec.Dimension).ToArray()
            );
    }

    /// <summary>1e-6 of the vector's length: what 32-bit floats allow when sums are taken in another order.</summary>
    private static void AssertClose(float[] expected, float[] actual)
    {
        var norm = Math.Max(1, Math.Sqrt(expected.Sum(v => (double)v * v)));
        for (var d = 0; d < expected.Length; d++)
            Assert.InRange(Math.Abs(expected[d] - actual[d]) / norm, 0, 1e-6);
    }

    [Fact]
    public async Task A_reader_that_stops_early_ends_the_work_and_a_broken_source_is_reported()
    {
        using var encoder = Encoder.Open(ReferenceEncoders.Text());
        var read = 0;
        await foreach (var _ in encoder.EncodeAsync(Stream(100_000, i =>
                {
                    read = i;
                    return EncoderInput.OfText("x");
                }), 8, TestContext.Current.CancellationToken))
            break;
        Assert.InRange(read, 0, 500);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (
                var answer in encoder.EncodeAsync(Stream(100_000, _ => EncoderInput.OfText("x")), 8, stop.Token)
            )
                if (answer.Key == 40)
                    await stop.CancelAsync();
        });
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (
                var _ in encoder.EncodeAsync(
                    Stream(20, i => i < 10 ? EncoderInput.OfText("x") : throw new InvalidDataException()),
                    4,
                    TestContext.Current.CancellationToken
                )
            ) { }
        });
    }

    [Fact]
    public void Token_models_of_either_integer_and_a_fixed_batch_are_pooled_over_their_own_tokens()
    {
        string[] vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "pump", "hot"];
        foreach (var type in new[] { OnnxType.Int32, OnnxType.Int64 })
        {
            var onnx = new OnnxGraph("embed")
                .Input("ids", type, 2, "T")
                .Input("attention_mask", type, 2, "T")
                .Constant("table", [0f, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 10, 6, 0], 7, 2)
                .Node("Gather", ["table", "ids"], ["y"])
                .Output("y", OnnxType.Float, 2, "T", 2)
                .ToBytes();
            var spec = new EncoderSpec(
                EncoderModality.Text,
                "y",
                2,
                Pooling.Mean,
                Text: new(WordPiece: new(vocabulary, "ids"))
            );
            using var encoder = Encoder.Open(spec, onnx);
            Assert.Equal(
                [2.5f, 0, 10 / 3f, 10 / 3f, 4, 2.5f],
                encoder
                    .Encode([EncoderInput.OfText(""), EncoderInput.OfText("pump"), EncoderInput.OfText("pump hot")])
                    .ToArray()
            );
            using var unit = Encoder.Open(spec with { Normalise = true }, onnx);
            Assert.Equal(1, unit.Encode(EncoderInput.OfText("hot pump")).Sum(v => v * v), 1e-6);
        }
    }

    [Fact]
    public void A_spec_that_does_not_fit_its_model_is_refused_with_what_the_model_has()
    {
        var (spec, onnx) = ReferenceEncoders.Image();
        string Refusal(EncoderSpec wrong) => Assert.Throws<UnfitModelException>(() => Encoder.Open(wrong, onnx)).What;
        Assert.Contains(
            "image Float[N, 3, 96, 96]",
            Refusal(spec with { Image = spec.Image! with { Width = 64 } }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "image Float[N, 3, 96, 96]",
            Refusal(spec with { Image = spec.Image! with { Input = "picture" } }),
            StringComparison.Ordinal
        );
        Assert.Contains("no output “vector”", Refusal(spec with { Output = "vector" }), StringComparison.Ordinal);
        Assert.Contains("does not give vectors of 64", Refusal(spec with { Dimension = 64 }), StringComparison.Ordinal);
        Assert.Contains("is missing", Refusal(spec with { Image = null }), StringComparison.Ordinal);
        var (text, _) = ReferenceEncoders.Text();
        Assert.Contains("needs the input", Refusal(text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_public_classifier_of_digits_encodes_pictures()
    {
        var path = SharedFolder.Find("data/onnx/image_mnist.onnx");
        Assert.SkipWhen(path is null, "../shared/data/onnx/image_mnist.onnx is not here.");
        var onnx = File.ReadAllBytes(path);
        var model = OnnxInspection.Read(onnx);
        var spec = new EncoderSpec(
            EncoderModality.Image,
            model.Outputs[0].Name,
            10,
            Image: new(model.Inputs[0].Name, 28, 28, ImageChannels.Gray, Scale: 1)
        );
        using var encoder = Encoder.Open(spec, onnx);
        var report = encoder.DryRun();
        Assert.Equal(0, report.LongestDifference);
        var one = encoder.Encode(
            EncoderInput.OfImage(Pictures.Png(28, 28, (x, y) => (byte)(x is 13 or 14 && y is > 4 and < 23 ? 255 : 0)))
        );
        Assert.Equal(1, Array.IndexOf(one, one.Max()));
    }
}
