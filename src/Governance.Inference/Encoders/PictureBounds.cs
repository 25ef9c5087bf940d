namespace Governance.Inference.Encoders;

/// <summary>How large a picture may be. Memory follows a decoder's rows and, where a format is not decoded row by row, the area.</summary>
/// <param name="MaxPixels">Of width × height; a pixel of more than four bytes counts as several.</param>
/// <param name="MaxSide">Of the width, and of the height.</param>
public sealed record PictureBounds(long MaxPixels, int MaxSide)
{
    public const long DefaultPixels = 100_000_000;
    public const int DefaultSide = 32_768;

    /// <summary>Four of CMYK and one of transparency.</summary>
    public const int MaxChannels = 5;

    /// <summary>Only the first page is read, but a TIFF's pages are counted one by one when it is opened.</summary>
    public const int MaxPages = 1_000;

    public static PictureBounds Default { get; } = new(DefaultPixels, DefaultSide);

    /// <summary>What is wrong with a picture of this header; null when it may be decoded.</summary>
    internal PictureFault? FaultOf(PictureSize size) =>
        size.Weight > MaxPixels ? new(PictureProblem.TooManyPixels, size, MaxPixels)
        : size.Width > MaxSide || size.Height > MaxSide ? new(PictureProblem.SideTooLong, size, MaxSide)
        : size.Channels > MaxChannels ? new(PictureProblem.TooManyChannels, size, MaxChannels)
        : size.Pages > MaxPages ? new(PictureProblem.TooManyPages, size, MaxPages)
        : null;
}
