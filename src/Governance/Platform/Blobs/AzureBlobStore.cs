using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;

namespace Governance.Platform.Blobs;

/// <summary>
/// Blobs in a container of Azure Blob Storage, each under its digest. The digest is known before the first byte is sent:
/// a seekable stream is hashed first, and a stream that can be read only once (an upload) goes through a scratch file. So
/// blocks are staged under their final name, a killed upload finds them again, and one request makes the whole visible.
/// Staging under another name and copying afterwards was rejected: the copy doubles the requests, is limited to 256 MB or
/// must be waited for, needs a signature for its source, and leaves a second blob to sweep.
/// The blob <c>owner</c> names the database that the container belongs to, as the file does in a folder.
/// </summary>
internal sealed partial class AzureBlobStore(
    AzureBlobContainer container,
    ScratchFolder scratch,
    TimeProvider time,
    long reserve,
    ILogger<AzureBlobStore> log
) : IBlobStore
{
    private const string OwnerBlob = "owner";

    /// <summary>
    /// When content was put, by the clock of the hosts. The store's own time has whole seconds and another clock: by it, a sweep
    /// could delete what somebody puts again in the same second.
    /// </summary>
    private const string PutAt = "put";

    /// <summary>How often an operation is tried when others change the blob between its check and its change.</summary>
    private const int Tries = 5;

    /// <summary>SHA-256 of nothing.</summary>
    private const string EmptyDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private volatile string? _claimedBy;

    public string Place => $"blob container “{container.Client.Name}”";

    // Without the query, which may be a signature.
    public string Location => container.Client.Uri.GetLeftPart(UriPartial.Path);

    public async Task<StoredBlob> PutAsync(Stream content, long maxLength, CancellationToken ct)
    {
        await RequireInPlaceAsync(ct);
        if (content.CanSeek)
            return await PutSeekableAsync(content, maxLength, ct);
        await using var spooled = scratch.CreateFile();
        var arrived = await SpoolAsync(content, spooled, maxLength, ct);
        spooled.Position = 0;
        return await StoreAsync(arrived, spooled, ct);
    }

    /// <summary>Reads the stream twice, and again when somebody changed the file between the two readings.</summary>
    private async Task<StoredBlob> PutSeekableAsync(Stream content, long maxLength, CancellationToken ct)
    {
        var start = content.Position;
        for (var tries = 1; ; tries++)
        {
            if (content.Length - start > maxLength)
                throw new BlobTooLargeException(maxLength);
            var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
            var named = new StoredBlob(digest, content.Position - start);
            content.Position = start;
            try
            {
                return await StoreAsync(named, content, ct);
            }
            catch (BlobDamagedException) when (tries < Tries)
            {
                content.Position = start;
            }
        }
    }

    public async Task<StoredBlob> PutAsync(string digest, Stream content, CancellationToken ct)
    {
        RequireDigest(digest);
        await RequireInPlaceAsync(ct);
        return await StoreAsync(new(digest, content.Length - content.Position), content, ct);
    }

    public async Task<Stream> OpenReadAsync(string digest, CancellationToken ct)
    {
        var stream = await AzureBlobStream.OpenAsync(container, BlobOf(digest), ct);
        if (stream is not null && IsWhole(digest, stream.Length))
            return stream;
        if (stream is not null)
            await stream.DisposeAsync();
        await RequireInPlaceAsync(ct);
        throw new BlobMissingException(digest);
    }

    public async Task<bool> ExistsAsync(string digest, CancellationToken ct)
    {
        try
        {
            return await PropertiesAsync(digest, ct) is not null;
        }
        catch (BlobFolderNotInPlaceException)
        {
            return false;
        }
    }

    public async Task<bool> TouchAsync(string digest, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            if (await PropertiesAsync(digest, ct) is not { } there)
            {
                await RequireInPlaceAsync(ct);
                return false;
            }
            var unchanged = new BlobRequestConditions { IfMatch = there.ETag };
            try
            {
                await container.AskAsync(() => BlobOf(digest).SetMetadataAsync(Now(), unchanged, ct), ct);
                return true;
            }
            catch (RequestFailedException changed) when (changed.Status is 404 or 412 && tries < Tries)
            {
                // Deleted or put again in the meantime: check again.
            }
        }
    }

    public Task<BlobSpace?> SpaceAsync(CancellationToken ct)
    {
        // The container has no limit; uploads pass through the scratch folder.
        var disk = new DriveInfo(scratch.Root);
        return Task.FromResult<BlobSpace?>(new(disk.AvailableFreeSpace, disk.TotalSize, reserve));
    }

    public async IAsyncEnumerable<string> ListAsync(
        DateTimeOffset putUntil,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var abandoned = time.GetUtcNow() - StagedFor;
        if (putUntil < abandoned)
            abandoned = putUntil;
        var all = new GetBlobsOptions { Traits = BlobTraits.Metadata, States = BlobStates.Uncommitted };
        await using var items = container.Client.GetBlobsAsync(all, ct).GetAsyncEnumerator(ct);
        while (await container.AskAsync(() => items.MoveNextAsync().AsTask(), ct))
        {
            var (name, properties) = (items.Current.Name, items.Current.Properties);
            if (!IsDigest(name))
                continue;
            if (!IsWhole(name, properties.ContentLength ?? 0))
            {
                if (properties.LastModified <= abandoned)
                    await DiscardAsync(name, ct);
            }
            else if (PutAtOf(items.Current.Metadata, properties.LastModified) <= putUntil)
                yield return name;
        }
    }

    public async Task<bool> DeleteAsync(string digest, DateTimeOffset putUntil, CancellationToken ct)
    {
        // Content of an emptied container must not be reported as deleted.
        await RequireInPlaceAsync(ct);
        for (var tries = 1; ; tries++)
        {
            if (await PropertiesAsync(digest, ct) is not { } there)
                return false;
            if (PutAtOf(there.Metadata, there.LastModified) > putUntil)
                return false;
            try
            {
                // Only the version that was checked: content that is put again in the meantime stays.
                return await DeleteAsync(digest, there.ETag, ct);
            }
            catch (RequestFailedException changed) when (changed.Status == 412 && tries < Tries)
            {
                // Put again: the next check finds out whether that was after the instant.
            }
        }
    }

    private async Task<bool> DeleteAsync(string name, ETag unchanged, CancellationToken ct)
    {
        try
        {
            var condition = new BlobRequestConditions { IfMatch = unchanged };
            await container.AskAsync(
                () => container.Blob(name).DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots, condition, ct),
                ct
            );
            return true;
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return false;
        }
    }

    /// <summary>The properties of content; null when there is none.</summary>
    private async Task<BlobProperties?> PropertiesAsync(string digest, CancellationToken ct)
    {
        try
        {
            var blob = BlobOf(digest);
            BlobProperties properties = await container.AskAsync(
                () => blob.GetPropertiesAsync(cancellationToken: ct),
                ct
            );
            return IsWhole(digest, properties.ContentLength) ? properties : null;
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return null;
        }
    }

    private Dictionary<string, string> Now() =>
        new() { [PutAt] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture) };

    /// <summary>When content was put; content that another program copied here may have the store's time only.</summary>
    private static DateTimeOffset PutAtOf(IDictionary<string, string> metadata, DateTimeOffset? modified) =>
        metadata.TryGetValue(PutAt, out var text)
        && DateTimeOffset.TryParseExact(
            text,
            "O",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var put
        )
            ? put
            : modified ?? DateTimeOffset.MaxValue;

    /// <summary>False for blocks that were staged and never committed, and for the empty blob that removes them.</summary>
    private static bool IsWhole(string digest, long length) => length > 0 || digest == EmptyDigest;

    private static bool IsDigest(string name) => name.Length == 64 && !name.AsSpan().ContainsAnyExcept(HexDigits);

    private static void RequireDigest(string digest)
    {
        // The digest becomes a part of an address: anything else is refused before it is sent.
        if (!IsDigest(digest))
            throw new ArgumentException("A blob is named by 64 lower-case hex characters.", nameof(digest));
    }

    private BlockBlobClient BlobOf(string digest)
    {
        RequireDigest(digest);
        return container.Blob(digest);
    }

    [LoggerMessage(
        LogLevel.Information,
        "An interrupted upload continues: {Kept} of {Blocks} blocks were already sent."
    )]
    private static partial void Resumed(ILogger log, int kept, int blocks);
}
