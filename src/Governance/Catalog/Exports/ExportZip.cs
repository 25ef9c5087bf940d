using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Governance.Catalog;

/// <summary>
/// A zip that is written to a connection entry by entry, with a digest of each. Memory does not grow with its size.
/// </summary>
internal sealed class ExportZip(ZipArchive archive, DateTimeOffset stamp)
{
    /// <summary>Files that are compressed already, so that compressing them again only costs time.</summary>
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
