using System.Diagnostics;
using NetVips;

namespace Governance.Inference.Encoders;

/// <content>The trial on made-up input.</content>
public sealed partial class Encoder
{
    /// <summary>
    /// Encodes made-up input along the whole path, including decoding, alone and in a batch of three, to find an encoder that
    /// cannot work before real data reaches it.
    /// </summary>
    /// <exception cref="Onnx.UnfitModelException">The model does not run, or returns NaN or other shapes.</exception>
    public EncoderDryRun DryRun()
    {
        EncoderInput[] inputs = [MadeUp(0), MadeUp(1), MadeUp(2)];
        try
        {
            var started = Stopwatch.GetTimestamp();
            var together = Encode(inputs).Span;
            var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            var alone = Encode(inputs[1]);
            var (difference, norm) = (0f, 0.0);
            for (var d = 0; d < alone.Length; d++)
            {
                difference = Math.Max(difference, Math.Abs(alone[d] - together[Spec.Dimension + d]));
                norm += (double)alone[d] * alone[d];
            }
            var first = together[..Spec.Dimension];
            var alike =
                first.SequenceEqual(together.Slice(Spec.Dimension, Spec.Dimension))
                && first.SequenceEqual(together[(2 * Spec.Dimension)..]);
            return new(ProviderUsed, FallbackReason, Spec.Dimension, Math.Sqrt(norm), difference, took, alike);
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

    private EncoderInput MadeUp(int number) =>
        Spec.Modality switch
        {
            EncoderModality.Image => EncoderInput.OfImage(MadeUpImage(number)),
            EncoderModality.Text => EncoderInput.OfText(
                $"Line {number}: the pump on level {number + 2} runs hot, the belt is worn."
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
