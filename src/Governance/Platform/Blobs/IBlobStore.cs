namespace Governance.Platform.Blobs;

/// <summary>
/// Stores content under its SHA-256 digest. The same content is stored once; the content of a digest never changes.
/// Everything streams. Implementations: <see cref="FolderBlobStore"/> and Azure Blob Storage.
/// </summary>
public interface IBlobStore
{
    /// <summary>Name of the store in sentences: “blob folder”.</summary>
    string Place => "blob store";

    /// <summary>Where it is, for the operator: the path of the folder or the address of the container, without a secret.</summary>
    string Location => "";

    /// <summary>Stores the stream to its end. After a crash either the whole blob exists or nothing of it.</summary>
    /// <exception cref="BlobTooLargeException">More than <paramref name="maxLength"/> bytes arrived; nothing was stored.</exception>
    /// <exception cref="BlobFolderNotInPlaceException">The store does not belong to the database that claimed it.</exception>
    /// <exception cref="BlobStoreUnavailableException">A store in a network does not answer; also from the other methods.</exception>
    /// <exception cref="BlobStoreRefusedException">It rejects the credentials; also from the other methods.</exception>
    /// <exception cref="IOException">The disk is full up to the reserve (<see cref="Faults.NoSpace"/>); nothing was stored.</exception>
    Task<StoredBlob> PutAsync(Stream content, long maxLength, CancellationToken ct);

    /// <summary>
    /// Stores content with a known digest, from the position of a seekable stream to its end; other content is refused. When
    /// the store takes blocks, those that an interrupted call has sent are not sent again.
    /// </summary>
    /// <exception cref="BlobDamagedException">The stream has other content; nothing was stored.</exception>
    Task<StoredBlob> PutAsync(string digest, Stream content, CancellationToken ct);

    /// <summary>A seekable stream over the content, so that a range costs only its own bytes.</summary>
    /// <exception cref="BlobMissingException">There is no such content, or it was erased.</exception>
    /// <exception cref="BlobFolderNotInPlaceException">There is no such content, and the store belongs to another database.</exception>
    Task<Stream> OpenReadAsync(string digest, CancellationToken ct);

    /// <summary>Whether the store contains the digest; false also while it is not in place.</summary>
    Task<bool> ExistsAsync(string digest, CancellationToken ct);

    /// <summary>
    /// True when the content exists; it then counts as put now, so that the sweep keeps it for the row that is about to refer to
    /// it.
    /// </summary>
    Task<bool> TouchAsync(string digest, CancellationToken ct);

    /// <summary>
    /// The owner of the store. Once asked, the store takes content only while the answer is <see cref="BlobOwner.This"/>; only
    /// then may unreferenced content be deleted.
    /// </summary>
    /// <param name="owner">The database that asks.</param>
    /// <param name="mayTake">Whether the database takes a store that belongs to nobody.</param>
    Task<BlobOwner> ClaimAsync(string owner, bool mayTake, CancellationToken ct);

    /// <summary>The space on its disk; null when it is unknown.</summary>
    Task<BlobSpace?> SpaceAsync(CancellationToken ct);

    /// <summary>
    /// Digests of content that was put until the instant, in no order. On the way it discards the remains of uploads that ended
    /// before their content was complete.
    /// </summary>
    IAsyncEnumerable<string> ListAsync(DateTimeOffset putUntil, CancellationToken ct);

    /// <summary>Deletes the content; true when it existed.</summary>
    Task<bool> DeleteAsync(string digest, CancellationToken ct) => DeleteAsync(digest, DateTimeOffset.MaxValue, ct);

    /// <summary>Deletes the content unless it was put after the instant; true when it was deleted.</summary>
    Task<bool> DeleteAsync(string digest, DateTimeOffset putUntil, CancellationToken ct);
}
