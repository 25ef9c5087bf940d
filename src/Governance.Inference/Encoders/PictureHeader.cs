using System.Globalization;
using NetVips;

namespace Governance.Inference.Encoders;

/// <summary>
/// The only place where an untrusted picture is opened: the content decides its format, and its header is checked before
/// anything is decoded. The decoders read one page, row by row where the format allows it.
/// </summary>
public sealed class PictureHeader : IDisposable
{
    private static readonly string[] Formats = ["Jpeg", "Png", "Webp", "Tiff"];

    static PictureHeader()
    {
        // Only loaders that libvips considers safe for untrusted files; no cache of operations; one thread for an image, because
        // several are read at once. Warnings about a damaged file are not printed: they are in its exception.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, (_, _, _) => { });
        NetVips.NetVips.BlockUntrusted = true;
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        Cache.MaxMem = 0;
        Cache.MaxFiles = 0;
    }

    private PictureHeader(string format, Image image) => (Format, Image) = (format, image);

    /// <summary>The format: jpeg, png, webp or tiff.</summary>
    public string Format { get; }

    /// <summary>The image, not decoded yet.</summary>
    public Image Image { get; }

    /// <summary>Opens a picture file and checks its header.</summary>
    /// <exception cref="PictureRefusedException">It is not a picture, or one that exceeds a bound.</exception>
    /// <exception cref="VipsException">The header is damaged.</exception>
    public static PictureHeader Open(string file, PictureBounds bounds) =>
        Checked(Image.FindLoad(file), () => Image.NewFromFile(file, access: Enums.Access.Sequential), bounds);

    /// <inheritdoc cref="Open(string, PictureBounds)"/>
    public static PictureHeader Open(byte[] file, PictureBounds bounds) =>
        Checked(Image.FindLoadBuffer(file), () => Image.NewFromBuffer(file, access: Enums.Access.Sequential), bounds);

    /// <inheritdoc/>
    public void Dispose() => Image.Dispose();

    private static PictureHeader Checked(string? loader, Func<Image> open, PictureBounds bounds)
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
