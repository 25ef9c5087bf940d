using System.Globalization;
using System.Text.RegularExpressions;
using Governance.Inference.Encoders;
using Governance.Platform;
using NetVips;

namespace Governance.Ingestion;

/// <summary>
/// Normalises images: upright, sRGB, at most as large as the map allows, without metadata. The header is checked before
/// anything is decoded; decoding streams, so that memory grows with the width of an image and not with its area.
/// </summary>
internal static partial class ImageNormaliser
{
    public const int ThumbnailEdge = 256;
    private const int ThumbnailQuality = 80;

    /// <summary>Appended to the path of an image for its thumbnail.</summary>
    public const string ThumbnailSuffix = ".thumbnail";

    /// <summary>Reads <paramref name="file"/> and writes the normalised image to <paramref name="to"/>, its thumbnail beside it.</summary>
    /// <param name="path">Path in the source, for refusals.</param>
    public static Result<ImageFacts> Normalise(
        string file,
        string path,
        ImageRule rule,
        PictureBounds bounds,
        string to,
        CancellationToken ct
    )
    {
        try
        {
            using var opened = PictureHeader.Open(file, bounds);
            var (format, header) = (opened.Format, opened.Image);
            var fields = header.GetFields();
            using var scaled = Image.Thumbnail(
                file,
                rule.LongEdge,
                height: rule.LongEdge,
                size: Enums.Size.Down,
                outputProfile: IsPlain(header, fields) ? null : "srgb",
                failOn: Enums.FailOn.Error
            );
            using var inSrgb = scaled.Interpretation is Enums.Interpretation.Srgb or Enums.Interpretation.Bw
                ? scaled.Copy()
                : scaled.Colourspace(Enums.Interpretation.Srgb);
            using var pixels =
                inSrgb.Format == Enums.BandFormat.Uchar ? inSrgb.Copy() : inSrgb.Cast(Enums.BandFormat.Uchar);
            pixels.SetProgress(new NoProgress(), ct);
            var asPng = format == "png" || pixels.HasAlpha();
            if (asPng)
                pixels.Pngsave(to, compression: 6, keep: Enums.ForeignKeep.None);
            else
                pixels.Jpegsave(to, q: rule.Quality, optimizeCoding: true, keep: Enums.ForeignKeep.None);
            SaveThumbnail(to, to + ThumbnailSuffix);
            return new ImageFacts(
                asPng ? "image/png" : "image/jpeg",
                pixels.Width,
                pixels.Height,
                format,
                header.Width,
                header.Height,
                header.Contains("orientation")
                    ? Convert.ToInt32(header.Get("orientation"), CultureInfo.InvariantCulture)
                    : 1,
                fields.Contains("icc-profile-data"),
                Removed(fields),
                fields.Any(f => f.Contains("GPS", StringComparison.Ordinal)),
                TakenAt(header)
            );
        }
        catch (PictureRefusedException refused)
        {
            return RefusalOf(refused.Picture, path);
        }
        catch (VipsException e) when (Faults.Of(e) is null)
        {
            ct.ThrowIfCancellationRequested();
            return new ImageBroken(path) { Cause = e };
        }
    }

    private static Refusal RefusalOf(PictureFault fault, string path) =>
        fault.Problem switch
        {
            PictureProblem.NotAPicture => new NotAnImage(path),
            PictureProblem.SideTooLong => new ImageSideTooLong(path, fault.Size.Width, fault.Size.Height, fault.Bound),
            PictureProblem.TooManyPixels => new ImageTooLarge(
                path,
                fault.Size.Width,
                fault.Size.Height,
                fault.Size.Weight,
                fault.Bound
            ),
            PictureProblem.TooManyChannels => new ImageTooDeep(
                path,
                new TooManyImageChannels(fault.Size.Channels, fault.Bound)
            ),
            _ => new ImageTooDeep(path, new TooManyImagePages(fault.Size.Pages, fault.Bound)),
        };

    private static void SaveThumbnail(string image, string to)
    {
        using var small = Image.Thumbnail(image, ThumbnailEdge, height: ThumbnailEdge, size: Enums.Size.Down);
        using var flat = small.HasAlpha() ? small.Flatten(background: [255, 255, 255]) : small.Copy();
        flat.Jpegsave(to, q: ThumbnailQuality, optimizeCoding: true, keep: Enums.ForeignKeep.None);
    }

    /// <summary>
    /// RGB without a profile is sRGB, and grey needs no profile: converting them takes four fifths of the time and changes
    /// nothing.
    /// </summary>
    private static bool IsPlain(Image header, string[] fields) =>
        !fields.Contains("icc-profile-data")
        && header.Interpretation
            is Enums.Interpretation.Srgb
                or Enums.Interpretation.Bw
                or Enums.Interpretation.Rgb16
                or Enums.Interpretation.Grey16;

    private static string[] Removed(string[] fields) =>
        [
            .. fields
                .Where(f =>
                    f.StartsWith("exif-", StringComparison.Ordinal)
                    || f.StartsWith("png-comment", StringComparison.Ordinal)
                    || f
                        is "xmp-data"
                            or "iptc-data"
                            or "icc-profile-data"
                            or "jpeg-thumbnail-data"
                            or "orientation"
                            or "comment"
                )
                .Select(f =>
                    TextRule.Shown(
                        f.StartsWith("exif-ifd", StringComparison.Ordinal) && f.Length > 10 ? "exif:" + f[10..] : f
                    )
                )
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Take(200),
        ];

    private static string? TakenAt(Image header)
    {
        if (Exif(header, "exif-ifd2-DateTimeOriginal") is not { Length: 19 } taken)
            return null;
        var fraction = Exif(header, "exif-ifd2-SubSecTimeOriginal")?.Trim();
        var offset = Exif(header, "exif-ifd2-OffsetTimeOriginal")?.Trim();
        if (TextRule.Fault(taken) is not null || TextRule.Fault(offset) is not null)
            return null;
        return taken
            + (fraction is { Length: > 0 and <= 9 } && fraction.All(char.IsAsciiDigit) ? "." + fraction : "")
            + (offset is { Length: 6 } ? offset : "");
    }

    /// <summary>libvips shows “value (value, ASCII, 20 components, 20 bytes)”.</summary>
    private static string? Exif(Image header, string field) =>
        header.Contains(field) && header.Get(field) is string shown && Shown().Match(shown) is { Success: true } match
            ? match.Groups[1].Value
            : null;

    /// <summary>libvips checks for cancellation only when it reports progress.</summary>
    private sealed class NoProgress : IProgress<int>
    {
        public void Report(int value) { }
    }

    [GeneratedRegex(@"^(.*?) \(", RegexOptions.CultureInvariant)]
    private static partial Regex Shown();
}
