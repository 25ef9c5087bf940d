using System.Text.Json;
using Governance.Inference.Encoders;

namespace Governance.Inference.Tests.Encoders;

public sealed class PreparationTests
{
    private static float[] Image(ImagePreparation how, byte[] file) =>
        (float[])
            new Preparation(new(EncoderModality.Image, "y", 1, Image: how))
                .Prepare(EncoderInput.OfImage(file))
                .Tensors.Single();

    [Fact]
    public void A_narrow_image_is_refused_before_it_is_scaled_to_millions_of_pixels()
    {
        using var strip = NetVips
            .Image.Black(32_768, 1, bands: 3)
            .Copy(interpretation: NetVips.Enums.Interpretation.Srgb);
        var file = strip.PngsaveBuffer();
        var refused = Assert.Throws<UnreadableInputException>(() =>
            Image(new("x", 224, 224, Fit: ImageFit.Crop), file)
        );
        Assert.Contains("32,768 × 1 pixels: too narrow", refused.Message, StringComparison.Ordinal);
        Assert.Equal(3 * 224 * 224, Image(new("x", 224, 224, Fit: ImageFit.Stretch), file).Length);
    }

    [Fact]
    public void Channels_layout_scale_and_mean_are_those_of_the_spec()
    {
        var file = Pictures.Png(4, 4, [255, 102, 0]);
        Assert.Equal([1, 1, .4f, .4f, 0, 0], Image(new("x", 2, 1), file).Select(v => MathF.Round(v, 5)));
        Assert.Equal(
            [0, .4f, 1, 0, .4f, 1],
            Image(new("x", 2, 1, ImageChannels.Bgr, ImageLayout.Nhwc), file).Select(v => MathF.Round(v, 5))
        );
        Assert.Equal(
            [1, -.2f, -1],
            Image(new("x", 1, 1, Mean: [.5f, .5f, .5f], Deviation: [.5f, .5f, .5f]), file)
                .Select(v => MathF.Round(v, 5))
        );
        Assert.Equal([255, 102, 0], Image(new("x", 1, 1, Scale: 1), file));
        Assert.Single(Image(new("x", 1, 1, ImageChannels.Gray), file));
    }

    [Fact]
    public void A_wide_picture_is_cropped_stretched_or_boxed()
    {
        var file = Pictures.Png(120, 40, (x, _) => (byte)(x is >= 40 and < 80 ? 200 : 100));
        float[] Row(ImageFit fit) => Image(new("x", 12, 12, ImageChannels.Gray, Fit: fit, Scale: 1), file);
        Assert.All(Row(ImageFit.Crop)[12..24], v => Assert.InRange(v, 150, 210));
        Assert.InRange(Row(ImageFit.Stretch)[1], 90, 110);
        Assert.InRange(Row(ImageFit.Stretch)[6], 190, 210);
        Assert.Equal(0, Row(ImageFit.Letterbox)[6]);
        Assert.InRange(Row(ImageFit.Letterbox)[6 * 12 + 6], 190, 210);
    }

    [Fact]
    public void A_file_that_is_not_a_picture_or_too_large_is_refused_in_words()
    {
        var how = new ImagePreparation("x", 2, 2);
        Assert.Contains(
            "not a JPEG, PNG, WebP or TIFF",
            Assert.Throws<PictureRefusedException>(() => Image(how, [1, 2, 3])).Message,
            StringComparison.Ordinal
        );
        var cut = Pictures.Png(640, 480, (x, y) => (byte)(x * y * y % 251));
        foreach (var fit in Enum.GetValues<ImageFit>())
            Assert.Throws<UnreadableInputException>(() => Image(how with { Fit = fit }, cut[..(cut.Length / 2)]));
        var vast = Pictures.Png(20_000, 5_001, (_, _) => 0);
        Assert.Contains(
            "100,000,000 are allowed",
            Assert.Throws<PictureRefusedException>(() => Image(how, vast)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_slow_channel_is_interpolated_and_a_gap_is_masked()
    {
        // Every 10 s on a grid of 5 s; nothing between 100 s and 200 s.
        var seconds = Enumerable.Range(0, 30).Select(i => i * 10L).Where(t => t is <= 100 or >= 200).ToArray();
        var window = new SeriesWindow(
            0,
            300 * Waves.Second,
            [
                new(
                    "slow",
                    seconds.Select(s => s * Waves.Second).ToArray(),
                    seconds.Select(s => s == 50 ? float.NaN : (float)s).ToArray()
                ),
            ]
        );
        var grid = SeriesGrid.Of(window, new("x", 2, 60, SeriesNormalisation.None, Mask: "m", Scales: "s"));
        Assert.Equal(1, grid.Mask[19]);
        Assert.Equal(0, grid.Mask[22]);
        Assert.Equal(0, grid.Values[22]);
        Assert.Equal(57.5f, grid.Values[11]);
        Assert.All(grid.Mask[60..], m => Assert.Equal(0, m));
        Assert.Equal(MathF.Log(1 + grid.Values.Sum() / grid.Mask.Sum()), grid.Scales[0], 1e-4);
        Assert.Equal(grid.Mask.Sum() / 60, grid.Scales[2], 1e-6);
    }

    [Fact]
    public void A_flat_line_has_no_shape_and_other_windows_have_deviation_one()
    {
        var random = new Random(3);
        var flat = SeriesGrid.Of(
            new(0, 100, [new("a", new long[] { 0, 50, 99 }, new float[] { 7.1f, 7.1f, 7.1f })]),
            new("x", 1, 8)
        );
        Assert.All(flat.Values, v => Assert.Equal(0, v, 1e-6));
        foreach (var how in new[] { SeriesNormalisation.ZScore, SeriesNormalisation.Robust })
        {
            var grid = SeriesGrid.Of(Waves.Window(30, 5, random, 290), new("x", 2, 300, how));
            var present = grid.Values.Take(300).Where((_, i) => grid.Mask[i] > 0).ToList();
            Assert.InRange(Math.Sqrt(present.Average(v => v * v)), .5, 2);
        }
    }

    [Fact]
    public void Invalid_windows_are_refused()
    {
        var how = new SeriesPreparation("x", 1, 8);
        Assert.Throws<UnreadableInputException>(() => SeriesGrid.Of(new(5, 5, []), how));
        Assert.Throws<UnreadableInputException>(() =>
            SeriesGrid.Of(new(0, 9, [new("a", new long[] { 3, 1 }, new float[] { 1, 2 })]), how)
        );
        Assert.Throws<UnreadableInputException>(() =>
            SeriesGrid.Of(new(0, 9, [new("a", new long[] { 3 }, new float[] { 1, 2 })]), how)
        );
        Assert.Throws<UnreadableInputException>(() =>
            SeriesGrid.Of(new(0, 9, [new("a", default, default), new("b", default, default)]), how)
        );
    }

    [Fact]
    public void Words_count_whatever_their_case_and_separators()
    {
        var how = new HashedNgrams("x", 512);
        Assert.Equal(
            NgramCounter.Count("Pump, läuft HEISS!", how, 100),
            NgramCounter.Count("pump läuft\nheiss", how, 100)
        );
        Assert.NotEqual(NgramCounter.Count("pump", how, 100), NgramCounter.Count("pump", how with { Seed = 1 }, 100));
        Assert.Equal(0, NgramCounter.Count(" … ", how, 100).Sum());
        Assert.Equal(1 + 5 + 4 + 3, NgramCounter.Count("pump", how, 100).Sum());
        Assert.NotEmpty(NgramCounter.Count("\ud800 broken", how, 100));
    }

    [Fact]
    public void Word_pieces_are_those_of_the_vocabulary()
    {
        string[] vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "pump", "##s", "run", "hot"];
        var spec = new EncoderSpec(
            EncoderModality.Text,
            "y",
            4,
            Text: new(WordPiece: new(vocabulary, "ids", Segments: "types", MaxTokens: 6))
        );
        Assert.Empty(spec.Faults());
        var tensors = new Preparation(spec).Prepare(EncoderInput.OfText("Pumps run cold")).Tensors;
        Assert.Equal([2L, 5, 6, 7, 1, 3], (long[])tensors[0]);
        Assert.Equal([1L, 1, 1, 1, 1, 1], (long[])tensors[1]);
        Assert.Equal(new long[6], (long[])tensors[2]);
        Assert.Equal(
            6,
            new Preparation(spec).Prepare(EncoderInput.OfText("hot hot hot hot hot hot hot")).Tensors[0].Length
        );
    }

    [Fact]
    public void A_spec_survives_JSON_and_says_what_contradicts_itself()
    {
        foreach (
            var model in new[]
            {
                ReferenceEncoders.Image(),
                ReferenceEncoders.Text(),
                ReferenceEncoders.Series("a", "b"),
            }
        )
        {
            var back = JsonSerializer.Deserialize<EncoderSpec>(JsonSerializer.Serialize(model.Spec))!;
            Assert.Equal(JsonSerializer.Serialize(model.Spec), JsonSerializer.Serialize(back));
            Assert.Empty(back.Faults());
        }
        var wrong = new EncoderSpec(EncoderModality.Image, "", 0, Text: new());
        Assert.Equal(5, wrong.Faults().Count);
    }
}
