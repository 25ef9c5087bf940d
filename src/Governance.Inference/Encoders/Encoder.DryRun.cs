using System.Diagnostics;
using System.Globalization;
using NetVips;

namespace Governance.Inference.Encoders;

/// <content>The trial on made-up input.</content>
public sealed partial class Encoder
{
    /// <summary>
    /// The greatest difference between a vector that is computed alone and one in a batch: more than rounding of 32-bit floats,
    /// and less than matters to a comparison of vectors. Numbers above 1 are compared relative to the greatest.
    /// </summary>
    public const float MostDifference = 1e-4f;

    /// <summary>
    /// Encodes made-up input along the whole path, including decoding, alone and in a batch of three, to find an encoder that
    /// cannot work before real data reaches it.
    /// </summary>
    /// <exception cref="Onnx.UnfitModelException">
    /// The model does not run, returns NaN or other shapes, or returns other vectors for the same input in another batch.
    /// </exception>
    public EncoderDryRun DryRun()
    {
        EncoderInput[] inputs = [MadeUp(0), MadeUp(1), MadeUp(2)];
        try
        {
            var started = Stopwatch.GetTimestamp();
            var together = Encode(inputs).Span;
            var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            float[][] alone = [.. inputs.Select(input => Encode(input))];
            var largest = alone.Max(v => v.Max(MathF.Abs));
            RefuseUnsteady(Difference(Encode(inputs[1]), alone[1]), largest, "vectors-vary");
            var difference = 0f;
            for (var row = 0; row < alone.Length; row++)
                difference = Math.Max(
                    difference,
                    Difference(alone[row], together.Slice(row * Spec.Dimension, Spec.Dimension))
                );
            RefuseUnsteady(difference, largest, "vectors-depend-on-batch");
            var first = together[..Spec.Dimension];
            var alike =
                first.SequenceEqual(together.Slice(Spec.Dimension, Spec.Dimension))
                && first.SequenceEqual(together[(2 * Spec.Dimension)..]);
            var norm = Math.Sqrt(alone[1].Sum(v => (double)v * v));
            return new(ProviderUsed, FallbackReason, Spec.Dimension, norm, difference, took, alike);
        }
        catch (Exception e) when (e is UnreadableInputException or Microsoft.ML.OnnxRuntime.OnnxRuntimeException)
        {
            throw new Onnx.UnfitModelException(
                InferenceFault
                    .Of("encoder-fails-on-test-input")
                    .Because(e is UnreadableInputException own ? own.Fault : InferenceFault.Of("encoder-failed")),
                e
            );
        }
    }

    private static void RefuseUnsteady(float difference, float largest, string problem)
    {
        if (difference > MostDifference * Math.Max(1, largest))
            throw new Onnx.UnfitModelException(
                problem,
                difference.ToString("0.#e+0", CultureInfo.InvariantCulture),
                MostDifference.ToString("0e+0", CultureInfo.InvariantCulture)
            );
    }

    private static float Difference(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var greatest = 0f;
        for (var d = 0; d < one.Length; d++)
            greatest = Math.Max(greatest, Math.Abs(one[d] - other[d]));
        return greatest;
    }

    private EncoderInput MadeUp(int number) =>
        Spec.Modality switch
        {
            EncoderModality.Image => EncoderInput.OfImage(MadeUpImage(number)),
            // Of different lengths: in a batch the shorter ones are padded.
            EncoderModality.Text => EncoderInput.OfText(
                string.Join(
                    ' ',
                    Enumerable.Repeat($"Line {number}: the pump on level {number + 2} runs hot.", 1 + 2 * number)
                )
            ),
            _ => EncoderInput.OfSeries(MadeUpSeries(number, Spec.Series!)),
        };

    private static byte[] MadeUpImage(int number)
    {
        using var ramp = Image.Xyz(64, 48);
        using var grey = ramp.ExtractBand(number % 2) * (number + 2) % 256;
        using var rgb = grey.Bandjoin([grey, grey]);
        using var bytes = rgb.Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        return bytes.PngsaveBuffer();
    }

    private static SeriesWindow MadeUpSeries(int number, SeriesPreparation how)
    {
        const int readings = 120;
        const long second = 1_000_000_000;
        var times = Enumerable.Range(0, readings).Select(i => i * second).ToArray();
        var names = how.Channels ?? [.. Enumerable.Range(0, how.ChannelCount).Select(c => $"channel {c}")];
        return new(
            0,
            readings * second,
            [
                .. names.Select(
                    (name, c) =>
                        new SeriesChannel(
                            name,
                            times,
                            times.Select((_, i) => (float)Math.Sin(i * (c + 1 + number) * .1)).ToArray()
                        )
                ),
            ]
        );
    }
}
