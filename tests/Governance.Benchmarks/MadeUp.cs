using NetVips;

namespace Governance.Benchmarks;

/// <summary>Notes and photos to measure with; all differ.</summary>
internal static class MadeUp
{
    public static string Note(int i) =>
        $"Inspection {i}: the seal of pump {i % 37} weeps at the flange, {i % 11} drops in a "
        + $"minute. Bearing {i % 5} runs {(i % 2 == 0 ? "hot" : "quietly")}.";

    /// <summary>A JPEG file: broad light and shade under a camera's noise, so that it weighs what a photo of its size does.</summary>
    public static byte[] Photo(int i, int width, int height)
    {
        using var red = Band(i, width, height, 1 + i % 5, 2);
        using var green = Band(i + 1, width, height, 3, 1 + i % 7);
        using var blue = Band(i + 2, width, height, 1 + i % 3, 1 + i % 4);
        using var picture = red.Bandjoin(green, blue).Copy(interpretation: Enums.Interpretation.Srgb);
        return picture.JpegsaveBuffer();
    }

    private static Image Band(int seed, int width, int height, double across, double down)
    {
        using var light = Image.Sines(width, height, hfreq: across, vfreq: down);
        using var noise = Image.Gaussnoise(width, height, sigma: 5, mean: 128, seed: seed);
        using var sum = light * 80 + noise;
        return sum.Cast(Enums.BandFormat.Uchar);
    }
}
