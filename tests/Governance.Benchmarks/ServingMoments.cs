using Governance.Inference.Encoders;
using Governance.Models;

namespace Governance.Benchmarks;

/// <summary>Moments to predict: a photo of 320 × 240, a note of two sentences, five minutes of two channels. All differ.</summary>
internal sealed class ServingMoments
{
    private const int Readings = 300;
    private const long Second = 1_000_000_000;

    public ServingMoments(int count, Encoder[] encoders)
    {
        var random = new Random(2);
        Inputs = [.. Enumerable.Range(0, ModalitySets.Count).Select(_ => new EncoderInput[count])];
        for (var i = 0; i < count; i++)
            (Inputs[0][i], Inputs[1][i], Inputs[2][i]) = (
                EncoderInput.OfText(MadeUp.Note(i)),
                EncoderInput.OfImage(MadeUp.Photo(i, 320, 240)),
                EncoderInput.OfSeries(Series(random))
            );
        Vectors =
        [
            .. encoders.Select(
                (encoder, m) => encoder.Encode(Inputs[m]).ToArray().Chunk(encoder.Spec.Dimension).ToArray()
            ),
        ];
        Raw =
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new ServingRow(PerModality.Of(m => new ServingInput(Inputs[(int)m][i], null, null)))),
        ];
        Ready =
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new ServingRow(PerModality.Of(m => new ServingInput(null, Vectors[(int)m][i], null)))),
        ];
    }

    /// <summary>By modality, then by moment.</summary>
    public EncoderInput[][] Inputs { get; }

    /// <summary>The vectors of the moments.</summary>
    public float[][][] Vectors { get; }

    /// <summary>The moments as raw inputs: files, texts, readings.</summary>
    public ServingRow[] Raw { get; }

    /// <summary>The moments as the vectors of samples.</summary>
    public ServingRow[] Ready { get; }

    private static SeriesWindow Series(Random random)
    {
        var times = Enumerable.Range(0, Readings).Select(t => t * Second).ToArray();
        var period = 5 + 20 * random.NextDouble();
        SeriesChannel Channel(string name) =>
            new(
                name,
                times,
                times.Select((_, t) => (float)(Math.Sin(t * Math.Tau / period) + .2 * random.NextDouble())).ToArray()
            );
        return new(0, Readings * Second, [Channel("vibration"), Channel("heat")]);
    }
}
