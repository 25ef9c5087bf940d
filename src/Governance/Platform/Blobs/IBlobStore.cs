namespace Governance.Platform.Blobs;

/// <summary>Content under its SHA-256 digest (64 lower-case hex characters), with its length in bytes.</summary>
public sealed record StoredBlob(string Digest, long Length);

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

/// <summary>Whose a store is: the asking database's, nobody's, or another's.</summary>
public enum BlobOwner
{
    This,
    Nobody,
    Another,
}

/// <summary>Bytes on the disk of a store.</summary>
/// <param name="Free">To whoever runs the portal.</param>
/// <param name="Reserve">Of the free bytes, those that content does not take.</param>
public sealed record BlobSpace(long Free, long Total, long Reserve)
{
    public bool Holds(long bytes) => Free - Reserve >= bytes;
}

public sealed class BlobTooLargeException(long maxLength) : IOException($"More than {maxLength} bytes arrived.")
{
    public long MaxLength { get; } = maxLength;
}

public sealed class BlobMissingException(string digest) : IOException($"No blob has the digest {digest}.")
{
    public string Digest { get; } = digest;
}

/// <summary>No <see cref="IOException"/>: nobody who expects an unreadable file may take a whole store for one.</summary>
public sealed class BlobFolderNotInPlaceException()
    : Exception("The blob folder is empty or belongs to another database.");
