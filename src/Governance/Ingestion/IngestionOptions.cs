using Governance.Inference.Encoders;

namespace Governance.Ingestion;

/// <summary>What an installation lets an import take. Section <c>Ingestion</c>.</summary>
public sealed class IngestionOptions
{
    public const string Section = "Ingestion";

    /// <summary>Folders below which an import may read; none = uploads only.</summary>
    public List<string> FolderRoots { get; init; } = [];

    /// <summary>Largest upload, in bytes.</summary>
    public long MaxUploadBytes { get; init; } = 20L << 30;

    /// <summary>Most files in one import.</summary>
    public int MaxFiles { get; init; } = 200_000;

    /// <summary>Most bytes of one file, and of all files together, after unpacking.</summary>
    public long MaxFileBytes { get; init; } = 8L << 30;
    public long MaxTotalBytes { get; init; } = 100L << 30;

    /// <summary>Longest path of a file in an import, in characters; a row holds no longer one.</summary>
    public int MaxPathCharacters { get; init; } = SafePath.MaxLength;

    /// <summary>Most folders inside one another. An archive inside an archive is a file like any other and never unpacked.</summary>
    public int MaxFolderDepth { get; init; } = 64;

    /// <summary>
    /// A file, and the archive as a whole, may unpack to this many times its packed size (judged above 1 MiB). Deflate
    /// cannot pass 1,032.
    /// </summary>
    public int MaxRatio { get; init; } = 250;

    /// <summary>
    /// Most pixels of an image, told by its header before anything is decoded; one of more than four bytes counts as
    /// several.
    /// </summary>
    public long MaxImagePixels { get; init; } = PictureBounds.DefaultPixels;

    /// <summary>Most pixels of an image's width, and of its height: a decoder holds whole rows.</summary>
    public int MaxImageSide { get; init; } = PictureBounds.DefaultSide;

    /// <summary>Most characters of one text.</summary>
    public int MaxTextCharacters { get; init; } = 1_000_000;

    /// <summary>
    /// Most times and values of one sensor stream: a row of three channels is four. A stream is held in memory while it is
    /// sorted and aligned; 100 million were measured to take 2.2 GB, once for each worker.
    /// </summary>
    public long MaxStreamValues { get; init; } = 100_000_000;

    /// <summary>
    /// Most recordings, anchors, images and texts of one import together. Samples become visible all at once and are in memory
    /// until then; half a million with two parts each were measured to take 2 GB.
    /// </summary>
    public int MaxItems { get; init; } = 500_000;

    /// <summary>Refusals kept for one run; more are folded into counts.</summary>
    public int MaxRefusals { get; init; } = 10_000;

    internal PictureBounds Pictures => new(MaxImagePixels, MaxImageSide);
}
