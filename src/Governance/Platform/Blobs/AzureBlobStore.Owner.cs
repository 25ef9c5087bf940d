using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;

namespace Governance.Platform.Blobs;

// The owner of the container. The mark is read before content is stored or deleted, as in a folder: the request takes a few
// milliseconds, and a container that was emptied or belongs to another database is noticed at once.
internal sealed partial class AzureBlobStore
{
    public async Task<BlobOwner> ClaimAsync(string owner, bool mayTake, CancellationToken ct)
    {
        _claimedBy = owner;
        var mark = await MarkAsync(ct);
        if (mark is { Text.Length: > 0 })
            return mark.Text == owner ? BlobOwner.This : BlobOwner.Another;
        // The operator empties the blob to let this database take the container.
        if (mark is null && !mayTake)
            return BlobOwner.Nobody;
        await TakeAsync(owner, mark, ct);
        return (await MarkAsync(ct))?.Text == owner ? BlobOwner.This : BlobOwner.Another;
    }

    /// <summary>Writes the mark unless another host has written it in the meantime.</summary>
    private async Task TakeAsync(string owner, Mark? seen, CancellationToken ct)
    {
        var conditions = seen is null
            ? new BlobRequestConditions { IfNoneMatch = ETag.All }
            : new BlobRequestConditions { IfMatch = seen.ETag };
        var upload = new BlobUploadOptions { Conditions = conditions };
        for (var created = false; ; created = true)
        {
            try
            {
                using var text = new MemoryStream(Encoding.UTF8.GetBytes(owner));
                await container.AskAsync(() => container.Blob(OwnerBlob).UploadAsync(text, upload, ct), ct);
                return;
            }
            catch (BlobFolderNotInPlaceException) when (!created)
            {
                // Only now: an identity that may use one container may not be allowed to create it.
                await container.AskAsync(() => container.Client.CreateIfNotExistsAsync(cancellationToken: ct), ct);
            }
            catch (RequestFailedException quicker) when (quicker.Status is 409 or 412)
            {
                return;
            }
        }
    }

    private async Task RequireInPlaceAsync(CancellationToken ct)
    {
        if (_claimedBy is { } database && (await MarkAsync(ct))?.Text != database)
            throw new BlobFolderNotInPlaceException();
    }

    /// <summary>The mark of the container; null when it has none, or does not exist.</summary>
    private async Task<Mark?> MarkAsync(CancellationToken ct)
    {
        try
        {
            var blob = container.Blob(OwnerBlob);
            BlobDownloadResult mark = await container.AskAsync(() => blob.DownloadContentAsync(ct), ct);
            return new(mark.Content.ToString(), mark.Details.ETag);
        }
        catch (BlobFolderNotInPlaceException)
        {
            return null;
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return null;
        }
    }

    private sealed record Mark(string Text, ETag ETag);
}
