namespace Governance.Platform.Blobs;

/// <summary>
/// Content-addressed bytes. Writing the same content twice stores it once; a digest never changes its content.
/// Everything streams. Implementations: <see cref="FolderBlobStore"/> and Azure Blob Storage.
/// </summary>
public interface IBlobStore
{
    /// <summary>What it is, as sentences name it: “blob folder”.</summary>
    string Place => "blob store";

    /// <summary>Where it is, for whoever runs the portal: the folder's path or the container's address, without a secret.</summary>
    string Location => "";

    /// <summary>Stores the stream to its end. After a crash either the whole blob is there or nothing is.</summary>
    /// <exception cref="BlobTooLargeException">More than <paramref name="maxLength"/> bytes arrived; nothing was stored.</exception>
    /// <exception cref="BlobFolderNotInPlaceException">The store does not belong to the database that claimed it.</exception>
    /// <exception cref="BlobStoreUnavailableException">A store that is reached over a network does not answer, here and below.</exception>
    /// <exception cref="BlobStoreRefusedException">It rejects the credentials, here and below.</exception>
    /// <exception cref="IOException">The disk is full up to the reserve (<see cref="Faults.NoSpace"/>); nothing was stored.</exception>
    Task<StoredBlob> PutAsync(Stream content, long maxLength, CancellationToken ct);

    /// <summary>
    /// Stores content whose digest is known, from the position of a seekable stream to its end; anything else is refused. Where
    /// the store takes blocks, those that an interrupted call has sent are not sent again.
    /// </summary>
    /// <exception cref="BlobDamagedException">The stream holds something else; nothing was stored.</exception>
    Task<StoredBlob> PutAsync(string digest, Stream content, CancellationToken ct);

    /// <summary>A seekable stream over the content, so that a range costs only its own bytes.</summary>
    /// <exception cref="BlobMissingException">No such content, or it was erased.</exception>
    /// <exception cref="BlobFolderNotInPlaceException">It is not there, and the store is not the right one.</exception>
    Task<Stream> OpenReadAsync(string digest, CancellationToken ct);

    Task<bool> ExistsAsync(string digest, CancellationToken ct);

    /// <summary>
    /// True when the content is there; it then counts as put now, so that the sweep leaves it to whoever is about to
    /// refer to it.
    /// </summary>
    Task<bool> TouchAsync(string digest, CancellationToken ct);

    /// <summary>
    /// Whose the store is. Once asked, it takes content only while the answer is <see cref="BlobOwner.This"/>; only then may what
    /// no row names be deleted.
    /// </summary>
    /// <param name="owner">The database that asks.</param>
    /// <param name="mayTake">Whether a store that belongs to nobody becomes the asker's.</param>
    Task<BlobOwner> ClaimAsync(string owner, bool mayTake, CancellationToken ct);

    /// <summary>What is free on its disk; null where nobody can tell.</summary>
    Task<BlobSpace?> SpaceAsync(CancellationToken ct);

    /// <summary>Digests of what was not put after the instant, in no order.</summary>
    IAsyncEnumerable<string> ListAsync(DateTimeOffset putUntil, CancellationToken ct);

    /// <summary>Removes the content; true when it was there.</summary>
    Task<bool> DeleteAsync(string digest, CancellationToken ct) => DeleteAsync(digest, DateTimeOffset.MaxValue, ct);

    /// <summary>Removes the content unless it was put after the instant; true when it went.</summary>
    Task<bool> DeleteAsync(string digest, DateTimeOffset putUntil, CancellationToken ct);
}
