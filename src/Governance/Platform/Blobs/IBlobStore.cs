namespace Governance.Platform.Blobs;

/// <summary>
/// Content-addressed bytes. Writing the same content twice stores it once; a digest never changes its content.
/// Everything streams. Implementations: a folder here, Azure Blob Storage beside it later.
/// </summary>
public interface IBlobStore
{
    /// <summary>Stores the stream to its end. After a crash either the whole blob is there or nothing is.</summary>
    /// <exception cref="BlobTooLargeException">More than <paramref name="maxLength"/> bytes arrived; nothing was stored.</exception>
    /// <exception cref="BlobFolderNotInPlaceException">The store does not belong to the database that claimed it.</exception>
    /// <exception cref="IOException">The disk is full up to the reserve (<see cref="Faults.NoSpace"/>); nothing was stored.</exception>
    Task<StoredBlob> PutAsync(Stream content, long maxLength, CancellationToken ct);

    /// <summary>A seekable stream over the content, so that a range costs only its own bytes.</summary>
    /// <exception cref="BlobMissingException">No such content, or it was erased.</exception>
    /// <exception cref="BlobFolderNotInPlaceException">It is not there, and the store is not the right one.</exception>
    Task<Stream> OpenReadAsync(string digest, CancellationToken ct);

    Task<bool> ExistsAsync(string digest, CancellationToken ct);

    /// <summary>True when the content is there; it then counts as put now, so that the sweep leaves it to whoever is about to refer to it.</summary>
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
