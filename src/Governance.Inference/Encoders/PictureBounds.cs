namespace Governance.Inference.Encoders;

/// <summary>The largest picture that is decoded. A decoder needs memory for a row, and for the area in formats without rows.</summary>
/// <param name="MaxPixels">The greatest width × height; a pixel of more than four bytes counts as several.</param>
/// <param name="MaxSide">The greatest width and height, in pixels.</param>
public sealed record PictureBounds(long MaxPixels, int MaxSide)
{
    /// <summary>The default of <see cref="MaxPixels"/>.</summary>
    public const long DefaultPixels = 100_000_000;

    /// <summary>The default of <see cref="MaxSide"/>.</summary>
    public const int DefaultSide = 32_768;

    /// <summary>The most channels: four of CMYK and one of transparency.</summary>
    public const int MaxChannels = 5;

    /// <summary>The most pages. Only the first is read, but opening a TIFF counts its pages one by one.</summary>
    public const int MaxPages = 1_000;

    /// <summary>The default bounds.</summary>
    public static PictureBounds Default { get; } = new(DefaultPixels, DefaultSide);

    /// <summary>The bound that a picture of this size exceeds; null when it may be decoded.</summary>
    internal PictureFault? FaultOf(PictureSize size) =>
        size.Weight > MaxPixels ? new(PictureProblem.TooManyPixels, size, MaxPixels)
        : size.Width > MaxSide || size.Height > MaxSide ? new(PictureProblem.SideTooLong, size, MaxSide)
        : size.Channels > MaxChannels ? new(PictureProblem.TooManyChannels, size, MaxChannels)
        : size.Pages > MaxPages ? new(PictureProblem.TooManyPages, size, MaxPages)
        : null;
}
