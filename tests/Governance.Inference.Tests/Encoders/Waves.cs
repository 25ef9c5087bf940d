using Governance.Inference.Encoders;

namespace Governance.Inference.Tests.Encoders;

internal static class Waves
{
    public const long Second = 1_000_000_000;

    /// <summary>300 s at 1 Hz, two channels, some noise, twenty seconds missing.</summary>
    public static SeriesWindow Window(double period, float amplitude, Random random, int gapFrom)
    {
        var phase = random.NextDouble() * period;
        SeriesChannel Channel(string name, double shift)
        {
            var seconds = Enumerable.Range(0, 300).Where(t => t < gapFrom || t >= gapFrom + 20).ToArray();
            return new(
                name,
                seconds.Select(t => t * Second).ToArray(),
                seconds
                    .Select(t =>
                        (float)(
                            amplitude * (Math.Sin((t + phase + shift) * Math.Tau / period) + .1 * random.NextDouble())
                        )
                    )
                    .ToArray()
            );
        }
        return new(0, 300 * Second, [Channel("a", 0), Channel("b", period / 4)]);
    }
}
