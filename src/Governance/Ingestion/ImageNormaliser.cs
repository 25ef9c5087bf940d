using System.Globalization;
using System.Text.RegularExpressions;
using Governance.Platform;
using NetVips;

namespace Governance.Ingestion;

/// <summary>What normalising found and did to one image.</summary>
/// <param name="Removed">Names of the metadata that was stripped, never their values.</param>
/// <param name="TakenAt">EXIF DateTimeOriginal as written, <c>yyyy:MM:dd HH:mm:ss[.fff]</c>, with the offset appended when there is one.</param>
internal sealed record ImageFacts(
    string MediaType, int Width, int Height, string SourceFormat, int SourceWidth, int SourceHeight, int Orientation, bool HadProfile,
    IReadOnlyList<string> Removed, bool HadPosition, string? TakenAt);

/// <summary>
/// Images as the portal keeps them: upright, sRGB, at most so long an edge, nothing but pixels. The header is judged
/// before anything is decoded; the decoder streams, so memory follows the width of an image and not its area.
/// </summary>
internal static partial class ImageNormaliser
{
    public const int ThumbnailEdge = 256;
    private const int ThumbnailQuality = 80;

    static ImageNormaliser()
    {
        // Only loaders that libvips trusts with strangers' files; no cache of past operations; one thread for an image,
        // because a worker already works on several imports.
        // What libvips would print about a broken file stands in its refusal.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, (_, _, _) => { });
        NetVips.NetVips.BlockUntrusted = true;
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        Cache.MaxMem = 0;
        Cache.MaxFiles = 0;
    }

    /// <summary>Reads <paramref name="file"/> and writes the normalised image and its thumbnail to the two paths.</summary>
    public static Result<ImageFacts> Normalise(string file, string path, ImageRule rule, long maxPixels, string imageTo, string thumbnailTo)
    {
        try
        {
            var format = FormatOf(file);
            if (format is null) return new NotAnImage(path);
            using var header = Image.NewFromFile(file, access: Enums.Access.Sequential);
            if ((long)header.Width * header.Height > maxPixels) return new ImageTooLarge(path, header.Width, header.Height, maxPixels);
            var fields = header.GetFields();
            using var scaled = Image.Thumbnail(file, rule.LongEdge, height: rule.LongEdge, size: Enums.Size.Down, outputProfile: IsPlain(header, fields) ? null : "srgb", failOn: Enums.FailOn.Error);
            using var inSrgb = scaled.Interpretation is Enums.Interpretation.Srgb or Enums.Interpretation.Bw ? scaled.Copy() : scaled.Colourspace(Enums.Interpretation.Srgb);
            using var pixels = inSrgb.Format == Enums.BandFormat.Uchar ? inSrgb.Copy() : inSrgb.Cast(Enums.BandFormat.Uchar);
            var asPng = format == "png" || pixels.HasAlpha();
            if (asPng) pixels.Pngsave(imageTo, compression: 6, keep: Enums.ForeignKeep.None);
            else pixels.Jpegsave(imageTo, q: rule.Quality, optimizeCoding: true, keep: Enums.ForeignKeep.None);
            SaveThumbnail(imageTo, thumbnailTo);
            return new ImageFacts(asPng ? "image/png" : "image/jpeg", pixels.Width, pixels.Height, format, header.Width, header.Height,
                header.Contains("orientation") ? Convert.ToInt32(header.Get("orientation"), CultureInfo.InvariantCulture) : 1,
                fields.Contains("icc-profile-data"), Removed(fields), fields.Any(f => f.Contains("GPS", StringComparison.Ordinal)), TakenAt(header));
        }
        catch (VipsException e) when (Faults.Of(e) is null)
        {
            return new ImageBroken(path, FirstLine(e));
        }
    }

    private static void SaveThumbnail(string image, string to)
    {
        using var small = Image.Thumbnail(image, ThumbnailEdge, height: ThumbnailEdge, size: Enums.Size.Down);
        using var flat = small.HasAlpha() ? small.Flatten(background: [255, 255, 255]) : small.Copy();
        flat.Jpegsave(to, q: ThumbnailQuality, optimizeCoding: true, keep: Enums.ForeignKeep.None);
    }

    /// <summary>Without a profile RGB means sRGB and grey needs none: the conversion would cost four fifths of the time and change nothing.</summary>
    private static bool IsPlain(Image header, string[] fields) => !fields.Contains("icc-profile-data")
        && header.Interpretation is Enums.Interpretation.Srgb or Enums.Interpretation.Bw or Enums.Interpretation.Rgb16 or Enums.Interpretation.Grey16;

    /// <summary>By content, not by name.</summary>
    private static string? FormatOf(string file) => Image.FindLoad(file) switch
    {
        "VipsForeignLoadJpegFile" => "jpeg",
        "VipsForeignLoadPngFile" => "png",
        "VipsForeignLoadWebpFile" => "webp",
        "VipsForeignLoadTiffFile" => "tiff",
        _ => null,
    };

    private static string[] Removed(string[] fields) =>
    [
        .. fields.Where(f => f.StartsWith("exif-", StringComparison.Ordinal) || f.StartsWith("png-comment", StringComparison.Ordinal)
                || f is "xmp-data" or "iptc-data" or "icc-profile-data" or "jpeg-thumbnail-data" or "orientation" or "comment")
            .Select(f => f.StartsWith("exif-ifd", StringComparison.Ordinal) && f.Length > 10 ? "exif:" + f[10..] : f)
            .Distinct().Order(StringComparer.Ordinal).Take(200),
    ];

    private static string? TakenAt(Image header)
    {
        if (Exif(header, "exif-ifd2-DateTimeOriginal") is not { Length: 19 } taken) return null;
        var fraction = Exif(header, "exif-ifd2-SubSecTimeOriginal")?.Trim();
        var offset = Exif(header, "exif-ifd2-OffsetTimeOriginal")?.Trim();
        return taken + (fraction is { Length: > 0 and <= 9 } && fraction.All(char.IsAsciiDigit) ? "." + fraction : "") + (offset is { Length: 6 } ? offset : "");
    }

    /// <summary>libvips shows “value (value, ASCII, 20 components, 20 bytes)”.</summary>
    private static string? Exif(Image header, string field) =>
        header.Contains(field) && header.Get(field) is string shown && Shown().Match(shown) is { Success: true } match ? match.Groups[1].Value : null;

    private static string FirstLine(VipsException e)
    {
        var lines = e.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = lines.Length == 0 ? "unknown reason" : lines[^1].Split(": ")[^1];
        return line.Length > 120 ? line[..120] : line;
    }

    [GeneratedRegex(@"^(.*?) \(", RegexOptions.CultureInvariant)]
    private static partial Regex Shown();
}
