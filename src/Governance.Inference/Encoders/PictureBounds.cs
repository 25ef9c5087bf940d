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

/// <summary>What a picture's header says.</summary>
/// <param name="Bytes">Of one channel of one pixel.</param>
public sealed record PictureSize(int Width, int Height, int Channels, int Bytes, int Pages)
{
    /// <summary>Pixels of four bytes that take as much memory.</summary>
    public long Weight => (long)Width * Height * ((Channels * Bytes + 3) / 4);
}

public enum PictureProblem
{
    NotAPicture,
    SideTooLong,
    TooManyChannels,
    TooManyPages,
    TooManyPixels,
}

/// <summary>Why a picture is not decoded.</summary>
/// <param name="Bound">What it passes.</param>
public sealed record PictureFault(PictureProblem Problem, PictureSize Size, long Bound)
{
    public string InWords() =>
        Problem switch
        {
            PictureProblem.SideTooLong =>
                $"The image is {Size.Width:N0} pixels wide and {Size.Height:N0} high; {Bound:N0} are allowed for each side.",
            PictureProblem.TooManyChannels => $"The image has {Size.Channels:N0} channels; {Bound} are allowed.",
            PictureProblem.TooManyPages => $"The image has {Size.Pages:N0} pages; {Bound:N0} are allowed.",
            PictureProblem.TooManyPixels =>
                $"The image has {Size.Width:N0} × {Size.Height:N0} pixels{Counted()}; {Bound:N0} are allowed.",
            _ => "The image is not a JPEG, PNG, WebP or TIFF file.",
        };

    private string Counted() =>
        Size.Channels * Size.Bytes > 4
            ? $" of {Size.Channels * Size.Bytes} bytes, which count as {Size.Weight:N0}"
            : "";
}

/// <summary>A picture was not decoded, because of what its header says.</summary>
public sealed class PictureRefusedException(PictureFault fault) : UnreadableInputException(fault.InWords())
{
    public PictureFault Fault { get; } = fault;
}
