using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>The limits of one source, and how much of them is used.</summary>
/// <param name="packedBytes">Of the whole archive; null where nothing is packed. A zip can refer to the same packed bytes many
/// times, so the ratio applies to the whole as well.</param>
internal sealed class SourceBudget(IngestionOptions options, long? packedBytes = null)
{
    /// <summary>The ratio applies above this many bytes, because small files often compress well.</summary>
    public const long RatioFromBytes = 1 << 20;

    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);
    private long _bytes;
    private int _files;

    public IngestionOptions Options { get; } = options;

    /// <summary>Counts an entry of the source; folders and links count as well.</summary>
    public void Count()
    {
        if (++_files > Options.MaxFiles)
            throw new SourceRefusedException(new TooManyFiles(Options.MaxFiles), fatal: true);
    }

    /// <summary>The normal form of a name, or why it is refused.</summary>
    public Result<string> Admit(string name)
    {
        Count();
        if (name.Length > Options.MaxPathCharacters)
            return new PathTooLong(SafePath.ForShowing(name), Options.MaxPathCharacters);
        var path = SafePath.Normal(name);
        if (path.Ok && path.Value.Count('/') > Options.MaxFolderDepth)
            return new FoldersTooDeep(path.Value, Options.MaxFolderDepth);
        if (path.Ok && !_seen.Add(path.Value))
            return new NameTwice(path.Value);
        return path;
    }

    /// <summary>Counts bytes that were read.</summary>
    /// <param name="fileBytes">Of the file so far.</param>
    /// <param name="more">Of these, those that were read now.</param>
    /// <exception cref="SourceRefusedException">A limit is exceeded.</exception>
    public void Take(string path, long fileBytes, int more)
    {
        if (fileBytes > Options.MaxFileBytes)
            throw new SourceRefusedException(new FileTooLarge(path, Options.MaxFileBytes));
        if ((_bytes += more) > Options.MaxTotalBytes)
            throw new SourceRefusedException(new UploadUnpacksTooLarge(Options.MaxTotalBytes), fatal: true);
        if (packedBytes is { } packed && _bytes > RatioFromBytes && _bytes / Math.Max(packed, 1) >= Options.MaxRatio)
            throw new SourceRefusedException(new CompressedTooWell("the archive", Options.MaxRatio), fatal: true);
    }
}
