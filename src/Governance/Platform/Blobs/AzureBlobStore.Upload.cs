using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Governance.Platform.Blobs;

// Uploads into the container. At most BlocksInFlight × BlockSize bytes of an upload are in memory. A block is named by its
// index and the digest of its bytes, so a block that exists is the right one, whoever sent it.
internal sealed partial class AzureBlobStore
{
    /// <summary>Bytes of a block, and the largest content that is sent in one request.</summary>
    public const int DefaultBlockSize = 8 << 20;

    private const int BlocksInFlight = 4;

    /// <summary>Most blocks of a blob in the service; larger content has larger blocks.</summary>
    private const int MaxBlocks = 50_000;

    /// <summary>
    /// The sweep discards blocks that were staged longer ago and never committed. The service does so after a week, which is
    /// too long for a person's data.
    /// </summary>
    private static readonly TimeSpan StagedFor = TimeSpan.FromHours(1);

    /// <summary>The service checks each block on arrival by MD5. The SHA-256 of the whole content is checked here.</summary>
    private static readonly UploadTransferValidationOptions Checked = new()
    {
        ChecksumAlgorithm = StorageChecksumAlgorithm.MD5,
    };

    /// <summary>Uploads of this process; its own sweep never interrupts them, however long they take.</summary>
    private readonly ConcurrentDictionary<string, int> _staging = new();

    /// <summary>For tests that need blocks of small content.</summary>
    public int BlockSize { get; init; } = DefaultBlockSize;

    private async Task<StoredBlob> SpoolAsync(Stream content, Stream file, long maxLength, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            long length = 0;
            RequireSpace();
            for (int read; (read = await content.ReadAsync(buffer, ct)) > 0; )
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
            return new(Convert.ToHexStringLower(hash.GetHashAndReset()), length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Bytes that an upload may spool between two checks of the free space.</summary>
    private const int LookEvery = 16 << 20;

    private void RequireSpace()
    {
        if (reserve > 0 && new DriveInfo(scratch.Root).AvailableFreeSpace < reserve)
            throw new IOException("The disk is full up to the reserve.", Faults.NoSpace);
    }

    /// <exception cref="BlobDamagedException">The stream has other content than its digest says.</exception>
    private async Task<StoredBlob> StoreAsync(StoredBlob named, Stream content, CancellationToken ct)
    {
        if (named.Length <= BlockSize)
        {
            await StoreWholeAsync(named, content, ct);
            return named;
        }
        _staging.AddOrUpdate(named.Digest, 1, (_, uploads) => uploads + 1);
        try
        {
            await StoreBlocksAsync(named, content, ct);
            return named;
        }
        finally
        {
            if (_staging.AddOrUpdate(named.Digest, 0, (_, uploads) => uploads - 1) <= 0)
                _staging.TryRemove(new(named.Digest, 0));
        }
    }

    /// <summary>
    /// Stores content in one request, also over the same content: it is then new to the sweep, and complete if it was not.
    /// </summary>
    private async Task StoreWholeAsync(StoredBlob named, Stream content, CancellationToken ct)
    {
        var length = (int)named.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(length, 1));
        try
        {
            var read = await content.ReadAtLeastAsync(buffer.AsMemory(0, length), length, false, ct);
            var digest = Convert.ToHexStringLower(SHA256.HashData(buffer.AsSpan(0, read)));
            if (digest != named.Digest)
                throw new BlobDamagedException(named.Digest);
            using var bytes = new MemoryStream(buffer, 0, length, writable: false);
            var upload = new BlobUploadOptions
            {
                Metadata = Now(),
                TransferValidation = Checked,
                TransferOptions = new() { InitialTransferSize = BlockSize, MaximumTransferSize = BlockSize },
            };
            await container.AskAsync(() => container.Blob(named.Digest).UploadAsync(bytes, upload, ct), ct);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task StoreBlocksAsync(StoredBlob named, Stream content, CancellationToken ct)
    {
        var (blob, start) = (container.Blob(named.Digest), content.Position);
        for (var tries = 1; ; tries++)
        {
            content.Position = start;
            var blocks = await StageAsync(blob, named, content, ct);
            await RequireInPlaceAsync(ct);
            try
            {
                var commit = new CommitBlockListOptions { Metadata = Now() };
                await container.AskAsync(() => blob.CommitBlockListAsync(blocks, commit, ct), ct);
                return;
            }
            catch (RequestFailedException dropped)
                when (dropped.ErrorCode == BlobErrorCode.InvalidBlockList && tries < Tries)
            {
                // Somebody deleted the content or discarded its blocks in the meantime: send what is missing.
            }
        }
    }

    /// <summary>Sends the blocks that are missing; returns the names of all, in order.</summary>
    private async Task<List<string>> StageAsync(
        BlockBlobClient blob,
        StoredBlob named,
        Stream content,
        CancellationToken ct
    )
    {
        var there = await StagedAsync(blob, ct);
        var (names, kept) = (new List<string>(), 0);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = BlocksInFlight, CancellationToken = ct };
        await Parallel.ForEachAsync(BlocksAsync(named, content, ct), parallel, async (block, token) =>
        {
            try
            {
                await SendAsync(blob, block, token);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(block.Buffer);
            }
        });
        if (kept > 0)
            Resumed(log, kept, names.Count);
        return names;

        async IAsyncEnumerable<Block> BlocksAsync(
            StoredBlob whole,
            Stream from,
            [EnumeratorCancellation] CancellationToken token
        )
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var size = BlockSizeFor(whole.Length);
            for (var left = whole.Length; left > 0; )
            {
                var buffer = ArrayPool<byte>.Shared.Rent(size);
                var count = await from.ReadAtLeastAsync(buffer.AsMemory(0, size), size, false, token);
                if (count == 0)
                    break;
                hash.AppendData(buffer, 0, count);
                left -= count;
                names.Add(NameOf(names.Count, buffer.AsSpan(0, count)));
                if (!there.Contains(names[^1]))
                    yield return new(names[^1], buffer, count);
                else
                {
                    kept++;
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }
            // Before anything is committed. A file that changes while it is read ends here as well.
            if (Convert.ToHexStringLower(hash.GetHashAndReset()) != whole.Digest)
                throw new BlobDamagedException(whole.Digest);
        }
    }

    private async Task SendAsync(BlockBlobClient blob, Block block, CancellationToken ct)
    {
        using var bytes = new MemoryStream(block.Buffer, 0, block.Length, writable: false);
        var options = new BlockBlobStageBlockOptions { TransferValidation = Checked };
        await container.AskAsync(() => blob.StageBlockAsync(block.Name, bytes, options, ct), ct);
    }

    /// <summary>Names of the blocks that the service has, of a killed upload or of the same content.</summary>
    private async Task<HashSet<string>> StagedAsync(BlockBlobClient blob, CancellationToken ct)
    {
        try
        {
            BlockList list = await container.AskAsync(() => blob.GetBlockListAsync(cancellationToken: ct), ct);
            return [.. list.CommittedBlocks.Concat(list.UncommittedBlocks).Select(b => b.Name)];
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return [];
        }
    }

    /// <summary>
    /// Removes blocks that were staged and never committed. The service has no request for that: an empty list of blocks is
    /// committed in their place, and that blob is deleted. It does not count as content (<see cref="IsWhole"/>), and what a
    /// kill leaves of it is removed next time.
    /// </summary>
    private async Task DiscardAsync(string name, CancellationToken ct)
    {
        if (_staging.ContainsKey(name))
            return;
        await RequireInPlaceAsync(ct);
        var blob = container.Blob(name);
        try
        {
            if (await EmptyAsync(blob, ct) is { } empty)
                await DeleteAsync(name, empty, ct);
        }
        catch (RequestFailedException finished) when (finished.Status is 409 or 412)
        {
            // Somebody committed it in the meantime: it is content.
        }
    }

    /// <summary>The ETag of the empty blob that replaces staged blocks; null when content was committed in the meantime.</summary>
    private async Task<ETag?> EmptyAsync(BlockBlobClient blob, CancellationToken ct)
    {
        try
        {
            BlobProperties left = await container.AskAsync(() => blob.GetPropertiesAsync(cancellationToken: ct), ct);
            return left.ContentLength == 0 ? left.ETag : null;
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            var first = new CommitBlockListOptions { Conditions = new() { IfNoneMatch = ETag.All } };
            BlobContentInfo empty = await container.AskAsync(() => blob.CommitBlockListAsync([], first, ct), ct);
            return empty.ETag;
        }
    }

    internal int BlockSizeFor(long length)
    {
        var least = (length + MaxBlocks - 1) / MaxBlocks;
        return least <= BlockSize ? BlockSize : checked((int)((least + (1 << 20) - 1) >> 20 << 20));
    }

    /// <summary>The name of a block; all names of a blob must have the same length: 24 bytes in base64.</summary>
    private static string NameOf(int index, ReadOnlySpan<byte> bytes)
    {
        Span<byte> name = stackalloc byte[4 + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt32BigEndian(name, index);
        SHA256.HashData(bytes, name[4..]);
        return Convert.ToBase64String(name[..24]);
    }

    private readonly record struct Block(string Name, byte[] Buffer, int Length);
}
