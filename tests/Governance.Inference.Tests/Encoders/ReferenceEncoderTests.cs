using Governance.Inference.Encoders;
using Governance.Inference.Vectors;

namespace Governance.Inference.Tests.Encoders;

public sealed class ReferenceEncoderTests
{
    [Fact]
    public void Their_bytes_are_the_same_every_time()
    {
        Assert.Equal(ReferenceEncoders.Image().Onnx, ReferenceEncoders.Image().Onnx);
        Assert.Equal(ReferenceEncoders.Text().Onnx, ReferenceEncoders.Text().Onnx);
        Assert.Equal(ReferenceEncoders.Series("a", "b").Onnx, ReferenceEncoders.Series("c", "d").Onnx);
        Assert.Throws<ArgumentException>(() =>
            ReferenceEncoders.Series([.. Enumerable.Range(0, 9).Select(i => $"{i}")])
        );
    }

    [Fact]
    public void Their_whole_path_runs()
    {
        foreach (var model in new[] { ReferenceEncoders.Image(), ReferenceEncoders.Text(), ReferenceEncoders.Series() })
        {
            using var encoder = Encoder.Open(model);
            var report = encoder.DryRun();
            Assert.Equal(128, report.Dimension);
            Assert.True(report.Norm > 0);
            Assert.True(report.LongestDifference <= 1e-5, $"{model.Spec.Modality}: {report.LongestDifference}");
        }
    }

    [Fact]
    public void Texts_of_two_topics_are_separated()
    {
        string[][] topics =
        [
            [
                "the pump bearing runs hot and vibrates",
                "oil leaks at the gear box of the pump",
                "motor vibration above the limit, bearing worn",
                "replaced the seal, the pump leaks no more",
                "the gear box is loud and the motor hot",
                "worn belt on the motor, vibration rising",
            ],
            [
                "breakfast of eggs and bread with coffee",
                "lunch was rice with chicken and salad",
                "a slice of bread with cheese and an apple",
                "dinner: chicken soup and a salad",
                "coffee and a small cake in the afternoon",
                "rice, eggs and some cheese for dinner",
            ],
        ];
        Separates(
            ReferenceEncoders.Text(),
            topics.SelectMany((t, c) => t.Select(text => (c, EncoderInput.OfText(text))))
        );
    }

    [Fact]
    public void Dark_bright_and_shaped_pictures_are_separated() =>
        Separates(
            ReferenceEncoders.Image(),
            Enumerable
                .Range(0, 36)
                .Select(i => (i % 4, EncoderInput.OfImage(Pictures.Png(64, 48, (x, y) => Picture(i % 4, i, x, y)))))
        );

    /// <summary>Dark noise, bright noise, a bright disc, stripes; place and width differ from one to the next.</summary>
    private static byte Picture(int kind, int number, int x, int y)
    {
        var noise = (x * 31 + y * 17 + number * 7) * 2654435761 % 25;
        var (dx, dy) = (x - 28 - number % 7, y - 22 - number % 5);
        return (byte)(
            noise
            + kind switch
            {
                0 => 25,
                1 => 210,
                2 => dx * dx + dy * dy < 200 ? 200 : 70,
                _ => (x + number) / (4 + number % 3) % 2 == 0 ? 190 : 50,
            }
        );
    }

    [Fact]
    public void Slow_fast_and_strong_waves_are_separated()
    {
        var random = new Random(11);
        var windows = Enumerable
            .Range(0, 45)
            .Select(i =>
            {
                var (period, amplitude) = (i % 3) switch
                {
                    0 => (40, 1f),
                    1 => (11, 1f),
                    _ => (40, 30f),
                };
                return (
                    i % 3,
                    EncoderInput.OfSeries(
                        Waves.Window(
                            period * (.95 + .1 * random.NextDouble()),
                            amplitude,
                            random,
                            gapFrom: random.Next(200)
                        )
                    )
                );
            });
        Separates(ReferenceEncoders.Series(), windows);
    }

    /// <summary>Each input's nearest other one is of its own class for at least nine in ten.</summary>
    private static void Separates(EncoderModel model, IEnumerable<(int Class, EncoderInput Input)> samples)
    {
        var all = samples.ToList();
        using var encoder = Encoder.Open(model);
        var vectors = encoder.Encode([.. all.Select(s => s.Input)]);
        var search = new ExactSearch(vectors.Span, model.Spec.Dimension);
        var right = 0;
        for (var i = 0; i < all.Count; i++)
        {
            var nearest = search
                .Nearest(vectors.Span.Slice(i * model.Spec.Dimension, model.Spec.Dimension), 1, except: i)
                .Single();
            if (all[nearest.Row].Class == all[i].Class)
                right++;
        }
        Assert.True(right >= .9 * all.Count, $"{right} of {all.Count}");
    }
}
