using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>The limits of one source, and what was used of them.</summary>
/// <param name="packedBytes">Of the whole archive; null where nothing is packed. A zip may name the same packed bytes many times.</param>
internal sealed class SourceBudget(IngestionOptions options, long? packedBytes = null)
{
    /// <summary>Small files compress well by nature; the ratio is judged above this.</summary>
    public const long RatioFromBytes = 1 << 20;

    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);
    private long _bytes;
    private int _files;

    public IngestionOptions Options { get; } = options;

    /// <summary>One more entry of the source, whatever it is: folders and links cost a look as well.</summary>
    public void Count()
    {
        if (++_files > Options.MaxFiles)
            throw new SourceRefusedException(new TooManyFiles(Options.MaxFiles), fatal: true);
    }

    /// <summary>Brings a name into normal form, or refuses it.</summary>
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
