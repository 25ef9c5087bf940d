using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Governance.Catalog;

/// <summary>A file inside an export, as the manifest lists it.</summary>
public sealed record ExportedFile(string Path, string Sha256, long Bytes);

/// <summary>
/// A zip written straight to a connection, entry by entry, with the digest of each. Memory does not grow with its size.
/// </summary>
internal sealed class ExportZip(ZipArchive archive, DateTimeOffset stamp)
{
    /// <summary>Media are compressed already; trying again only costs time.</summary>
    private static readonly string[] Compressed = [".jpg", ".png", ".parquet"];

    public List<ExportedFile> Files { get; } = [];

    public async Task<ExportedFile> AddAsync(string path, Func<Stream, Task> write, CancellationToken ct)
    {
        var level = Compressed.Any(path.EndsWith) ? CompressionLevel.NoCompression : CompressionLevel.Optimal;
        var entry = archive.CreateEntry(path, level);
        entry.LastWriteTime = stamp;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long bytes;
        await using (var content = await entry.OpenAsync(ct))
        await using (var digesting = new DigestingStream(content, hash))
        {
            await write(digesting);
            bytes = digesting.Written;
        }
        var file = new ExportedFile(path, Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
        Files.Add(file);
        return file;
    }

    public Task<ExportedFile> AddAsync(string path, Stream content, CancellationToken ct) =>
        AddAsync(path, to => content.CopyToAsync(to, ct), ct);

    public Task<ExportedFile> AddAsync(string path, string text, CancellationToken ct) =>
        AddAsync(path, async to => await to.WriteAsync(Encoding.UTF8.GetBytes(text), ct), ct);

    /// <summary>Passes bytes on and digests them on the way.</summary>
    private sealed class DigestingStream(Stream inner, IncrementalHash hash) : WritingStream
    {
        public long Written { get; private set; }
        public override long Length => Written;

        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            hash.AppendData(buffer.Span);
            Written += buffer.Length;
            await inner.WriteAsync(buffer, cancellationToken);
        }

        public override void Write(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException("A connection is written to asynchronously.");

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
    }
}

/// <summary>
/// A connection takes only asynchronous writes; the zip writer closes an entry with a few synchronous bytes. They wait
/// here for the next asynchronous write, which comes with the next entry or with <see cref="FlushAsync"/>.
/// </summary>
internal sealed class ConnectionStream(Stream connection) : WritingStream
{
    private readonly MemoryStream _waiting = new();
    private long _written;

    public override long Length => _written;

    public override void Write(byte[] buffer, int offset, int count)
    {
        _waiting.Write(buffer, offset, count);
        _written += count;
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        await SendWaitingAsync(cancellationToken);
        await connection.WriteAsync(buffer, cancellationToken);
        _written += buffer.Length;
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await SendWaitingAsync(cancellationToken);
        await connection.FlushAsync(cancellationToken);
    }

    private async Task SendWaitingAsync(CancellationToken ct)
    {
        if (_waiting.Length == 0)
            return;
        await connection.WriteAsync(_waiting.GetBuffer().AsMemory(0, (int)_waiting.Length), ct);
        _waiting.SetLength(0);
    }
}

/// <summary>What every stream that is only written to answers alike.</summary>
internal abstract class WritingStream : Stream
{
    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Position
    {
        get => Length;
        set => throw new NotSupportedException();
    }

    public abstract override ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    );

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Nothing to do: bytes leave by asynchronous calls only.</summary>
    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
