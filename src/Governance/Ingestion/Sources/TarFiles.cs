using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Governance.Ingestion;

/// <summary>The files of a tar or tar.gz, read once from start to end.</summary>
internal sealed class TarFiles(Stream content, IngestionOptions options) : ISourceFiles
{
    private readonly SourceBudget _budget = new(options);

    public int? Count => null;

    public async IAsyncEnumerable<SourceFile> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        content.Position = 0;
        var head = new byte[2];
        var packed =
            await content.ReadAtLeastAsync(head, 2, throwOnEndOfStream: false, ct) == 2 && head is [0x1f, 0x8b];
        content.Position = 0;
        await using var plain = packed ? new GZipStream(content, CompressionMode.Decompress, leaveOpen: true) : content;
        var headers = new HeaderGuard(
            plain,
            packed ? content.Length * options.MaxRatio + (1 << 20) : long.MaxValue,
            options.MaxRatio
        );
        await using var reader = new TarReader(headers, leaveOpen: true);
        while (await NextAsync(reader, headers, ct) is { } entry)
        {
            if (
                entry.EntryType
                is TarEntryType.Directory
                    or TarEntryType.GlobalExtendedAttributes
                    or TarEntryType.DirectoryList
            )
            {
                _budget.Count();
                continue;
            }
            yield return Admit(entry);
            if (entry.DataStream is { } rest)
                await DrainAsync(rest, ct);
        }
    }

    private static async Task<TarEntry?> NextAsync(TarReader reader, HeaderGuard headers, CancellationToken ct)
    {
        try
        {
            headers.ExpectHeader();
            var entry = await reader.GetNextEntryAsync(copyData: false, ct);
            headers.ExpectData();
            return entry;
        }
        catch (Exception e)
            when (e
                    is InvalidDataException
                        or EndOfStreamException
                        or FormatException
                        or ArgumentException
                        or OverflowException
            )
        {
            throw new SourceRefusedException(new ArchiveUnreadable("tar"), fatal: true);
        }
    }

    private SourceFile Admit(TarEntry entry)
    {
        var path = _budget.Admit(entry.Name);
        if (!path.Ok)
            return SourceFile.Refused(entry.Name, path.Refusal);
        if (entry.EntryType is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            return SourceFile.Refused(path.Value, new LinkRefused(path.Value));
        if (
            entry.EntryType
            is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile)
        )
            return SourceFile.Refused(path.Value, new SpecialFileRefused(path.Value));
        if (entry.Length > options.MaxFileBytes)
            return SourceFile.Refused(path.Value, new FileTooLarge(path.Value, options.MaxFileBytes));
        return new(path.Value, null, () =>
            new LimitedStream(entry.DataStream ?? Stream.Null, path.Value, _budget, null, leaveOpen: true)
        );
    }

    /// <summary>Skips the unread rest of a file, because the next header follows it.</summary>
    private static async Task DrainAsync(Stream rest, CancellationToken ct)
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (await rest.ReadAsync(buffer, ct) > 0) { }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new SourceRefusedException(new ArchiveUnreadable("tar"), fatal: true);
        }
    }

    public ValueTask DisposeAsync() => content.DisposeAsync();

    /// <summary>
    /// TarReader reads an extended header into memory whatever size it declares, so at most 2 MiB may pass between two files.
    /// A gzip that exceeds the ratio ends here as well, even inside a file that the map does not use.
    /// </summary>
    private sealed class HeaderGuard(Stream inner, long maxBytes, int ratio) : Stream
    {
        private const long HeaderBytes = 2 << 20;
        private long _headerLeft = HeaderBytes;
        private bool _inHeader;
        private long _total;

        public void ExpectHeader() => (_inHeader, _headerLeft) = (true, HeaderBytes);

        public void ExpectData() => _inHeader = false;

        public override int Read(byte[] buffer, int offset, int count) =>
            Counted(inner.Read(buffer, offset, Capped(count)));

        public override int Read(Span<byte> buffer) => Counted(inner.Read(buffer[..Capped(buffer.Length)]));

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        ) => Counted(await inner.ReadAsync(buffer[..Capped(buffer.Length)], cancellationToken));

        public override Task<int> ReadAsync(
            byte[] buffer,
            int offset,
            int count,
            CancellationToken cancellationToken
        ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        private static int Capped(int asked) => Math.Min(asked, 1 << 16);

        private int Counted(int read)
        {
            if ((_total += read) > maxBytes)
                throw new SourceRefusedException(new CompressedTooWell("the archive", ratio), fatal: true);
            if (_inHeader && (_headerLeft -= read) < 0)
                throw new InvalidDataException();
            return read;
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => _total;
            set => throw new NotSupportedException();
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
