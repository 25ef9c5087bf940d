using Governance.Inference.Encoders;

namespace Governance.Ingestion;

/// <summary>Limits of imports: section <c>Ingestion</c> of the configuration.</summary>
public sealed class IngestionOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Ingestion";

    /// <summary>Absolute paths of folders below which imports may read; without any, imports are uploads only.</summary>
    public List<string> FolderRoots { get; init; } = [];

    /// <summary>Largest upload, in bytes.</summary>
    public long MaxUploadBytes { get; init; } = 20L << 30;

    /// <summary>Most files in one import.</summary>
    public int MaxFiles { get; init; } = 200_000;

    /// <summary>Most bytes of one file, after unpacking.</summary>
    public long MaxFileBytes { get; init; } = 8L << 30;

    /// <summary>Most bytes of all files together, after unpacking.</summary>
    public long MaxTotalBytes { get; init; } = 100L << 30;

    /// <summary>Most characters of a file's path; at most 1,000, the length of its column.</summary>
    public int MaxPathCharacters { get; init; } = SafePath.MaxLength;

    /// <summary>Most nested folders. An archive inside an archive is an ordinary file and is never unpacked.</summary>
    public int MaxFolderDepth { get; init; } = 64;

    /// <summary>
    /// Most unpacked bytes for each packed byte, of a file and of the archive as a whole. Applies above 1 MiB. Deflate
    /// reaches at most 1,032.
    /// </summary>
    public int MaxRatio { get; init; } = 250;

    /// <summary>
    /// Most pixels of an image, read from its header before anything is decoded; a pixel of more than four bytes counts as
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

    /// <summary>Most refusals that are kept for one run; further ones are only counted.</summary>
    public int MaxRefusals { get; init; } = 10_000;

    internal PictureBounds Pictures => new(MaxImagePixels, MaxImageSide);
}
