using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Governance.Ingestion;

/// <summary>The files of a zip, read through its central directory.</summary>
internal sealed class ZipFiles : ISourceFiles
{
    private const int UnixTypeMask = 0xF000,
        UnixRegular = 0x8000,
        UnixDirectory = 0x4000,
        UnixLink = 0xA000;
    private readonly ZipArchive _archive;
    private readonly SourceBudget _budget;

    private ZipFiles(ZipArchive archive, SourceBudget budget) => (_archive, _budget) = (archive, budget);

    public int? Count => _archive.Entries.Count(e => !e.FullName.EndsWith('/'));

    /// <exception cref="SourceRefusedException">The content is not a zip, or has more entries than allowed.</exception>
    public static ZipFiles Open(Stream content, IngestionOptions options)
    {
        try
        {
            CheckDirectory(content, options);
            content.Position = 0;
            var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: false);
            _ = archive.Entries.Count;
            return new(archive, new(options, content.Length));
        }
        catch (Exception e)
            when (e is InvalidDataException or EndOfStreamException or ArgumentException or OverflowException)
        {
            throw new SourceRefusedException(new ArchiveUnreadable("zip"), fatal: true);
        }
    }

    public async IAsyncEnumerable<SourceFile> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var entry in _archive.Entries)
        {
            ct.ThrowIfCancellationRequested();
            if (entry.FullName.EndsWith('/') && entry.Length == 0)
            {
                if (SafePath.Normal(entry.FullName.TrimEnd('/')).Refusal is { } badFolder)
                    yield return SourceFile.Refused(entry.FullName, badFolder);
                continue;
            }
            yield return Admit(entry);
        }
        await Task.CompletedTask;
    }

    private SourceFile Admit(ZipArchiveEntry entry)
    {
        var path = _budget.Admit(entry.FullName);
        if (!path.Ok)
            return SourceFile.Refused(entry.FullName, path.Refusal);
        var type = entry.ExternalAttributes >> 16 & UnixTypeMask;
        if (type == UnixLink)
            return SourceFile.Refused(path.Value, new LinkRefused(path.Value));
        if (type is not (0 or UnixRegular or UnixDirectory))
            return SourceFile.Refused(path.Value, new SpecialFileRefused(path.Value));
        if (entry.IsEncrypted)
            return SourceFile.Refused(path.Value, new FileEncrypted(path.Value));
        if (entry.Length > _budget.Options.MaxFileBytes)
            return SourceFile.Refused(path.Value, new FileTooLarge(path.Value, _budget.Options.MaxFileBytes));
        return new(path.Value, null, () => OpenEntry(entry, path.Value));
    }

    private LimitedStream OpenEntry(ZipArchiveEntry entry, string path)
    {
        try
        {
            return new LimitedStream(entry.Open(), path, _budget, entry.CompressedLength);
        }
        catch (InvalidDataException)
        {
            throw new SourceRefusedException(new FileDamaged(path));
        }
    }

    /// <summary>
    /// ZipArchive reads the whole directory into memory. A directory with too many entries, or larger than its declared
    /// entries explain, is refused before that.
    /// </summary>
    private static void CheckDirectory(Stream content, IngestionOptions options)
    {
        var tail = new byte[(int)Math.Min(content.Length, 22 + 65_535)];
        content.Position = content.Length - tail.Length;
        content.ReadExactly(tail);
        var end = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || end + 22 > tail.Length)
            throw new InvalidDataException();
        long entries = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(end + 10));
        long bytes = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 12));
        long start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        var locator = tail.AsSpan(0, end).LastIndexOf("PK\x06\x07"u8);
        if (locator >= 0 && (entries == 0xFFFF || bytes == 0xFFFFFFFF || start == 0xFFFFFFFF))
        {
            var zip64 = new byte[56];
            content.Position = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(locator + 8));
            content.ReadExactly(zip64);
            entries = BinaryPrimitives.ReadInt64LittleEndian(zip64.AsSpan(32));
            start = BinaryPrimitives.ReadInt64LittleEndian(zip64.AsSpan(48));
        }
        if (entries > options.MaxFiles)
            throw new SourceRefusedException(new TooManyFiles(options.MaxFiles), fatal: true);
        if (content.Length - start > (1 << 20) + entries * 1_200)
            throw new InvalidDataException();
    }

    public ValueTask DisposeAsync()
    {
        _archive.Dispose();
        return ValueTask.CompletedTask;
    }
}
