using Governance.Platform;

namespace Governance.Ingestion.Sources;

/// <summary>One file of an import: readable, or refused before it was opened.</summary>
/// <param name="Path">Normal form: relative, with /, NFC.</param>
/// <param name="Open">Its content; to be read before the next file is asked for. Throws <see cref="SourceRefusedException"/> when a limit is passed.</param>
internal sealed record SourceFile(string Path, Refusal? Refusal, Func<Stream>? Open)
{
    public static SourceFile Refused(string path, Refusal refusal) => new(SafePath.ForShowing(path), refusal, null);
}

/// <summary>What an import reads from: an archive that was uploaded, or a folder.</summary>
internal interface ISourceFiles : IAsyncDisposable
{
    /// <summary>How many files there are, when that is known beforehand.</summary>
    int? Count { get; }

    /// <summary>Every file once, in the source's order. Directories are left out.</summary>
    IAsyncEnumerable<SourceFile> ReadAsync(CancellationToken ct);
}

/// <summary>Reading stopped at a limit. <see cref="Fatal"/>: the whole source is refused, not just this file.</summary>
internal sealed class SourceRefusedException(Refusal refusal, bool fatal = false) : IOException(refusal.What)
{
    public Refusal Refusal { get; } = refusal;
    public bool Fatal { get; } = fatal;
}

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

/// <summary>Counts what really comes out, whatever the archive declared.</summary>
internal sealed class LimitedStream(
    Stream inner,
    string path,
    SourceBudget budget,
    long? packedBytes,
    bool leaveOpen = false
) : Stream
{
    private long _read;

    public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Counted(inner.Read(buffer));

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => Counted(await inner.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    private int Counted(int read)
    {
        _read += read;
        budget.Take(path, _read, read);
        if (
            packedBytes is { } packed
            && _read > SourceBudget.RatioFromBytes
            && _read > Math.Max(packed, 1) * budget.Options.MaxRatio
        )
            throw new SourceRefusedException(new CompressedTooWell(path, budget.Options.MaxRatio));
        return read;
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !leaveOpen)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
