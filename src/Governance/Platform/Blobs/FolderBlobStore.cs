using System.Buffers;
using System.Security.Cryptography;

namespace Governance.Platform.Blobs;

/// <summary>
/// Blobs in a folder: <c>ab/cd/abcd…</c>. Content is written to a temporary file in the same file system, flushed to disk and
/// renamed, so that a killed process leaves at most a temporary file, which is deleted like everything in a
/// <see cref="ScratchFolder"/>. The file <c>owner</c> names the database that the folder belongs to; the operator empties it
/// when another database takes over.
/// </summary>
public sealed class FolderBlobStore : IBlobStore, IDisposable
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private const string OwnerFile = "owner";

    /// <summary>Bytes that one blob may write between two checks of the free space.</summary>
    private const int LookEvery = 16 << 20;

    private readonly string _root;
    private readonly ScratchFolder _incoming;
    private readonly TimeProvider _time;
    private readonly long _reserve;
    private volatile string? _claimedBy;

    /// <summary>Opens the store, and creates the folder when it is missing.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="reserve">Bytes of the disk that content does not take.</param>
    public FolderBlobStore(string root, TimeProvider time, long reserve = 0)
    {
        (_root, _time, _reserve) = (Path.GetFullPath(root), time, reserve);
        // Beside the blobs and not with the other temporary files, because a rename does not cross file systems.
        _incoming = new(Path.Combine(_root, "incoming"));
    }

    /// <inheritdoc/>
    public string Place => "blob folder";

    /// <inheritdoc/>
    public string Location => _root;

    /// <inheritdoc/>
    public Task<StoredBlob> PutAsync(Stream content, long maxLength, CancellationToken ct) =>
        WriteAsync(content, maxLength, expected: null, ct);

    /// <inheritdoc/>
    public Task<StoredBlob> PutAsync(string digest, Stream content, CancellationToken ct)
    {
        _ = PlaceOf(digest);
        return WriteAsync(content, long.MaxValue, digest, ct);
    }

    private async Task<StoredBlob> WriteAsync(Stream content, long maxLength, string? expected, CancellationToken ct)
    {
        RequireInPlace();
        RequireSpace();
        var temporary = _incoming.NewPath();
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long length = 0;
            await using (
                var file = new FileStream(
                    temporary,
                    FileMode.CreateNew,
                    FileAccess.Write,
                    FileShare.None,
                    1 << 16,
                    FileOptions.Asynchronous
                )
            )
            {
                var buffer = new byte[1 << 16];
                int read;
                while ((read = await content.ReadAsync(buffer, ct)) > 0)
                {
                    length += read;
                    if (length > maxLength)
                        throw new BlobTooLargeException(maxLength);
                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), ct);
                    if (length / LookEvery != (length - read) / LookEvery)
                        RequireSpace();
                }
                await file.FlushAsync(ct);
                file.Flush(flushToDisk: true);
            }
            var digest = Convert.ToHexStringLower(hash.GetHashAndReset());
            if (expected is not null && digest != expected)
                throw new BlobDamagedException(expected);
            var place = PlaceOf(digest);
            RequireInPlace();
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            // Also over the same content, which is then new to the sweep.
            File.SetLastWriteTimeUtc(temporary, _time.GetUtcNow().UtcDateTime);
            File.Move(temporary, place, overwrite: true);
            return new(digest, length);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(string digest, CancellationToken ct)
    {
        try
        {
            return Task.FromResult<Stream>(
                new FileStream(
                    PlaceOf(digest),
                    FileMode.Open,
                    FileAccess.Read,
                    FileShare.Read | FileShare.Delete,
                    1 << 16,
                    FileOptions.Asynchronous
                )
            );
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            RequireInPlace();
            throw new BlobMissingException(digest);
        }
    }

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(string digest, CancellationToken ct) => Task.FromResult(File.Exists(PlaceOf(digest)));

    /// <inheritdoc/>
    public Task<bool> TouchAsync(string digest, CancellationToken ct)
    {
        try
        {
            File.SetLastWriteTimeUtc(PlaceOf(digest), _time.GetUtcNow().UtcDateTime);
            return Task.FromResult(true);
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            RequireInPlace();
            return Task.FromResult(false);
        }
    }

    /// <inheritdoc/>
    public async Task<BlobOwner> ClaimAsync(string owner, bool mayTake, CancellationToken ct)
    {
        _claimedBy = owner;
        var written = Owner();
        if (written is { Length: > 0 })
            return written == owner ? BlobOwner.This : BlobOwner.Another;
        // The operator empties the file to let this database take the folder.
        if (written is null && !mayTake)
            return BlobOwner.Nobody;
        var temporary = _incoming.NewPath();
        await File.WriteAllTextAsync(temporary, owner, ct);
        try
        {
            File.Move(temporary, OwnerPlace, overwrite: written is not null);
        }
        catch (IOException) when (File.Exists(OwnerPlace))
        {
            // Another host took it first.
            File.Delete(temporary);
        }
        return Owner() == owner ? BlobOwner.This : BlobOwner.Another;
    }

    /// <inheritdoc/>
    public Task<BlobSpace?> SpaceAsync(CancellationToken ct)
    {
        var disk = new DriveInfo(_root);
        return Task.FromResult<BlobSpace?>(new(disk.AvailableFreeSpace, disk.TotalSize, _reserve));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListAsync(DateTimeOffset putUntil, CancellationToken ct)
    {
        _incoming.Sweep();
        return new DirectoryInfo(_root)
            .EnumerateDirectories("??")
            .SelectMany(d => d.EnumerateFiles("*", SearchOption.AllDirectories))
            .Where(f => f.LastWriteTimeUtc <= putUntil.UtcDateTime)
            .Select(f => f.Name)
            .ToAsyncEnumerable();
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string digest, DateTimeOffset putUntil, CancellationToken ct)
    {
        // Content of an emptied folder must not be reported as deleted.
        RequireInPlace();
        var (place, aside) = (PlaceOf(digest), _incoming.NewPath());
        try
        {
            if (File.GetLastWriteTimeUtc(place) > putUntil.UtcDateTime)
                return Task.FromResult(false);
            // Checked again once it is moved, so that nobody can put it again between the check and the deletion.
            File.Move(place, aside);
            if (File.GetLastWriteTimeUtc(aside) > putUntil.UtcDateTime)
            {
                File.Move(aside, place, overwrite: true);
                return Task.FromResult(false);
            }
            File.Delete(aside);
            return Task.FromResult(true);
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult(false);
        }
    }

    private string PlaceOf(string digest)
    {
        // The digest becomes a path: anything but 64 hex characters is refused before it touches the disk.
        if (digest.Length != 64 || digest.AsSpan().ContainsAnyExcept(HexDigits))
            throw new ArgumentException("A blob is named by 64 lower-case hex characters.", nameof(digest));
        return Path.Combine(_root, digest[..2], digest[2..4], digest);
    }

    /// <summary>Deletes the temporary files of this process.</summary>
    public void Dispose() => _incoming.Dispose();

    private string OwnerPlace => Path.Combine(_root, OwnerFile);

    private string? Owner()
    {
        try
        {
            return File.ReadAllText(OwnerPlace);
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private void RequireInPlace()
    {
        if (_claimedBy is { } database && Owner() != database)
            throw new BlobFolderNotInPlaceException();
    }

    private void RequireSpace()
    {
        if (_reserve > 0 && new DriveInfo(_root).AvailableFreeSpace < _reserve)
            throw new IOException("The disk is full up to the reserve.", Faults.NoSpace);
    }
}
