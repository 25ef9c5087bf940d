using System.Globalization;
using NetVips;

namespace Governance.Inference.Encoders;

/// <summary>
/// The one place where a stranger's picture is opened: its format is told by its content, and its header is judged before
/// anything is decoded. The decoders read one page, row by row where the format can.
/// </summary>
public sealed class PictureHeader : IDisposable
{
    private static readonly string[] Formats = ["Jpeg", "Png", "Webp", "Tiff"];

    static PictureHeader()
    {
        // Only loaders that libvips trusts with strangers' files; no cache of past operations; one thread for an image, because
        // several are read at once. What libvips would print about a broken file stands in its refusal.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, (_, _, _) => { });
        NetVips.NetVips.BlockUntrusted = true;
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        Cache.MaxMem = 0;
        Cache.MaxFiles = 0;
    }

    private PictureHeader(string format, Image image) => (Format, Image) = (format, image);

    /// <summary>jpeg, png, webp or tiff.</summary>
    public string Format { get; }

    /// <summary>Nothing of it is decoded yet.</summary>
    public Image Image { get; }

    /// <exception cref="PictureRefusedException">It is no picture, or one that is too large.</exception>
    /// <exception cref="VipsException">The header is broken.</exception>
    public static PictureHeader Open(string file, PictureBounds bounds) =>
        Judged(Image.FindLoad(file), () => Image.NewFromFile(file, access: Enums.Access.Sequential), bounds);

    /// <inheritdoc cref="Open(string, PictureBounds)"/>
    public static PictureHeader Open(byte[] file, PictureBounds bounds) =>
        Judged(Image.FindLoadBuffer(file), () => Image.NewFromBuffer(file, access: Enums.Access.Sequential), bounds);

    public void Dispose() => Image.Dispose();

    private static PictureHeader Judged(string? loader, Func<Image> open, PictureBounds bounds)
    {
        var format = Formats.FirstOrDefault(f =>
            loader?.StartsWith($"VipsForeignLoad{f}", StringComparison.Ordinal) == true
        );
        if (format is null)
            throw new PictureRefusedException(new(PictureProblem.NotAPicture, new(0, 0, 0, 0, 0), 0));
        var image = open();
        var pages = image.Contains("n-pages") ? Convert.ToInt32(image.Get("n-pages"), CultureInfo.InvariantCulture) : 1;
        if (bounds.FaultOf(new(image.Width, image.Height, image.Bands, BytesOf(image.Format), pages)) is not { } fault)
            return new(format.ToLowerInvariant(), image);
        image.Dispose();
        throw new PictureRefusedException(fault);
    }

    private static int BytesOf(Enums.BandFormat format) =>
        format switch
        {
            Enums.BandFormat.Uchar or Enums.BandFormat.Char => 1,
            Enums.BandFormat.Ushort or Enums.BandFormat.Short => 2,
            Enums.BandFormat.Uint or Enums.BandFormat.Int or Enums.BandFormat.Float => 4,
            Enums.BandFormat.Dpcomplex => 16,
            _ => 8,
        };
}
