using System.Numerics;
using SkiaSharp;

namespace Governance.Samples;

/// <summary>Draws the photo of an inspection. Used by one thread at a time.</summary>
internal sealed class PumpPhoto
{
    private const int Quality = 85;
    private const float Brightest = 3;
    private static readonly byte[] Film = MakeFilm();

    private readonly Renderer _renderer = new();
    private readonly Vector3[] _glare = new Vector3[Camera.Width / 8 * (Camera.Height / 8)];
    private readonly Vector3[] _spare = new Vector3[Camera.Width / 8 * (Camera.Height / 8)];
    private readonly byte[] _pixels = new byte[Camera.Width * Camera.Height * 4];

    /// <summary>Draws a JPEG of 1024 × 768 pixels, with EXIF data if it is located or was taken sideways.</summary>
    public byte[] Take(Inspection inspection, ulong seed)
    {
        var random = SeededRandom.For(seed, $"{inspection.Name}/photo");
        var lighting = Lighting.Of(inspection.Light, inspection.Weather, random);
        var light = _renderer.Render(
            PumpScene.Of(inspection, seed, lighting),
            Photographer.CameraFor(inspection, seed),
            lighting
        );
        if (Shaken(inspection) is var shake and > 0)
            Blur(light, shake);
        SpillGlare(light, lighting.Glare);
        Develop(light, lighting, inspection.Weather, random);
        return Encode(inspection, random);
    }

    /// <summary>Pixels of horizontal blur, because a strongly vibrating machine shakes the camera.</summary>
    private static int Shaken(Inspection inspection) =>
        inspection.Fault switch
        {
            Fault.Misalignment or Fault.BearingWear when inspection.Severity == Severity.Severe => 3,
            Fault.Misalignment when inspection.Severity == Severity.Marked => 2,
            _ => 0,
        };

    private static void Blur(Vector3[] light, int reach)
    {
        Span<Vector3> row = stackalloc Vector3[Camera.Width];
        for (var y = 0; y < Camera.Height; y++)
        {
            light.AsSpan(y * Camera.Width, Camera.Width).CopyTo(row);
            for (var x = reach; x < Camera.Width; x++)
            {
                var sum = Vector3.Zero;
                for (var k = 0; k <= reach; k++)
                    sum += row[x - k];
                light[y * Camera.Width + x] = sum / (reach + 1);
            }
        }
    }

    /// <summary>Adds light that very bright areas scatter in the lens.</summary>
    private void SpillGlare(Vector3[] light, float amount)
    {
        const int w = Camera.Width / 8,
            h = Camera.Height / 8;
        for (var y = 0; y < h; y++)
        for (var x = 0; x < w; x++)
        {
            var sum = Vector3.Zero;
            for (var j = 0; j < 8; j += 2)
            for (var i = 0; i < 8; i += 2)
                sum += Vector3.Max(light[(y * 8 + j) * Camera.Width + x * 8 + i] - new Vector3(0.8f), Vector3.Zero);
            _glare[y * w + x] = Vector3.Min(sum / 16, new(4));
        }
        for (var pass = 0; pass < 3; pass++)
        {
            Smear(_glare, _spare, w, h, 1, w);
            Smear(_spare, _glare, h, w, w, 1);
        }
        for (var y = 0; y < Camera.Height; y++)
        for (var x = 0; x < Camera.Width; x++)
        {
            // Interpolated between the four nearest cells, so that the cells are not visible.
            var (fx, fy) = (Math.Clamp((x - 3.5f) / 8, 0, w - 1.001f), Math.Clamp((y - 3.5f) / 8, 0, h - 1.001f));
            var (ix, iy) = ((int)fx, (int)fy);
            var i = iy * w + ix;
            light[y * Camera.Width + x] +=
                amount
                * Vector3.Lerp(
                    Vector3.Lerp(_glare[i], _glare[i + 1], fx - ix),
                    Vector3.Lerp(_glare[i + w], _glare[i + w + 1], fx - ix),
                    fy - iy
                );
        }
    }

    private static void Smear(Vector3[] from, Vector3[] to, int length, int lines, int step, int line)
    {
        const int radius = 7;
        for (var l = 0; l < lines; l++)
        {
            var sum = Vector3.Zero;
            for (var i = -radius; i < length + radius; i++)
            {
                if (i + radius < length)
                    sum += from[l * line + (i + radius) * step];
                if (i - radius - 1 >= 0)
                    sum -= from[l * line + (i - radius - 1) * step];
                if (i >= 0 && i < length)
                    to[l * line + i * step] = sum / (2 * radius + 1);
            }
        }
    }

    private void Develop(Vector3[] light, Lighting lighting, Weather weather, SeededRandom random)
    {
        var veil = weather == Weather.Fog ? 0.10f : 0;
        var haze = lighting.Above * 1.1f * veil;
        var at = 0;
        for (var y = 0; y < Camera.Height; y++)
        {
            var down = (y - Camera.Height / 2f) / (Camera.Width / 2f);
            for (var x = 0; x < Camera.Width; x++, at += 4)
            {
                var across = (x - Camera.Width / 2f) / (Camera.Width / 2f);
                var vignette = 1 - 0.26f * (across * across + down * down);
                var c = (light[y * Camera.Width + x] * (1 - veil) + haze) * (lighting.Exposure * vignette);
                c = Vector3.Min(Vector3.SquareRoot(Vector3.Max(c, Vector3.Zero)) * (4095 / Brightest), new(4095));
                // Two approximately normal numbers from one draw: sums of three bytes each.
                var bits = random.NextULong();
                var grain =
                    ((int)(bits & 255) + (int)(bits >> 8 & 255) + (int)(bits >> 16 & 255) - 382)
                    * (lighting.Noise / 128);
                var tint =
                    ((int)(bits >> 24 & 255) + (int)(bits >> 32 & 255) + (int)(bits >> 40 & 255) - 382)
                    * (lighting.Noise / 320);
                _pixels[at] = Byte(Film[(int)c.X] + grain + tint);
                _pixels[at + 1] = Byte(Film[(int)c.Y] + grain);
                _pixels[at + 2] = Byte(Film[(int)c.Z] + grain - tint);
                _pixels[at + 3] = 255;
            }
        }
    }

    private static byte Byte(float value) => (byte)Math.Clamp(value, 0, 255);

    private byte[] Encode(Inspection inspection, SeededRandom random)
    {
        var info = new SKImageInfo(Camera.Width, Camera.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var bitmap = new SKBitmap(info);
        _pixels.CopyTo(bitmap.GetPixelSpan());
        using (var canvas = new SKCanvas(bitmap))
            Stamp(canvas);
        if (inspection.Upright)
        {
            var upright = Jpeg(bitmap);
            return inspection.Located
                ? PhotoExif.Write(upright, inspection.At, orientation: 1, inspection.Located, random)
                : upright;
        }
        // Taken sideways: the pixels are turned, and the EXIF orientation says how to turn them back.
        using var turned = new SKBitmap(info.WithSize(Camera.Height, Camera.Width));
        using (var canvas = new SKCanvas(turned))
        {
            canvas.Translate(0, Camera.Width);
            canvas.RotateDegrees(-90);
            canvas.DrawBitmap(bitmap, 0, 0);
        }
        return PhotoExif.Write(Jpeg(turned), inspection.At, orientation: 6, inspection.Located, random);
    }

    private static byte[] Jpeg(SKBitmap bitmap)
    {
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return data.ToArray();
    }

    /// <summary>Marks the photo as synthetic.</summary>
    private static void Stamp(SKCanvas canvas)
    {
        const float size = 13;
        using var shade = new SKPaint { Color = new SKColor(0, 0, 0, 110), IsAntialias = true };
        using var ink = new SKPaint
        {
            Color = new SKColor(255, 255, 255, 225),
            IsAntialias = true,
            StrokeWidth = 1.7f,
            StrokeCap = SKStrokeCap.Round,
            IsStroke = true,
        };
        var width = Strokes.WidthOf("SYNTHETIC") * size;
        var (left, bottom) = (Camera.Width - width - 20, Camera.Height - 19f);
        canvas.DrawRoundRect(left - 9, bottom - size - 7, width + 18, size + 14, 5, 5, shade);
        foreach (var (from, to) in Strokes.Of("SYNTHETIC"))
            canvas.DrawLine(
                left + from.X * size,
                bottom - from.Y * size,
                left + to.X * size,
                bottom - to.Y * size,
                ink
            );
    }

    /// <summary>Table from the square root of light (for precision in the shadows) by a film curve (Narkowicz 2015) to sRGB.</summary>
    private static byte[] MakeFilm()
    {
        var table = new byte[4096];
        for (var i = 0; i < table.Length; i++)
        {
            var light = Math.Pow(i * (double)Brightest / 4095, 2);
            var linear = Math.Clamp(light * (2.51 * light + 0.03) / (light * (2.43 * light + 0.59) + 0.14), 0, 1);
            table[i] = (byte)
                Math.Round(255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055));
        }
        return table;
    }
}
