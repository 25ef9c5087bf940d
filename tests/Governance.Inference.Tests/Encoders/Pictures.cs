using NetVips;

namespace Governance.Inference.Tests.Encoders;

internal static class Pictures
{
    /// <summary>A grey picture as PNG.</summary>
    public static byte[] Png(int width, int height, Func<int, int, byte> at)
    {
        using var image = Grey(width, height, at);
        return image.PngsaveBuffer();
    }

    /// <summary>Red, green, blue in one colour.</summary>
    public static byte[] Png(int width, int height, byte[] colour)
    {
        var pixels = Enumerable.Range(0, width * height).SelectMany(_ => colour).ToArray();
        using var image = Image
            .NewFromMemoryCopy(pixels, width, height, colour.Length, Enums.BandFormat.Uchar)
            .Copy(interpretation: Enums.Interpretation.Srgb);
        return image.PngsaveBuffer();
    }

    private static Image Grey(int width, int height, Func<int, int, byte> at)
    {
        var pixels = new byte[width * height];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = at(i % width, i / width);
        return Image
            .NewFromMemoryCopy(pixels, width, height, 1, Enums.BandFormat.Uchar)
            .Copy(interpretation: Enums.Interpretation.Bw);
    }
}
