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
    Task<StoredBlob> PutAsync(Stream content, long maxLength, CancellationToken ct);

    /// <summary>A seekable stream over the content, so that a range costs only its own bytes.</summary>
    /// <exception cref="BlobMissingException">No such content, or it was erased.</exception>
    Task<Stream> OpenReadAsync(string digest, CancellationToken ct);

    Task<bool> ExistsAsync(string digest, CancellationToken ct);

    /// <summary>True when the content is there; it then counts as put now, so that the sweep leaves it to whoever is about to refer to it.</summary>
    Task<bool> TouchAsync(string digest, CancellationToken ct);

    /// <summary>Whose the store is: true for the first who asks, and for it ever after. Only the owner may delete what its rows do not name.</summary>
    Task<bool> ClaimAsync(string owner, CancellationToken ct);

    /// <summary>Digests of what was not put after the instant, in no order.</summary>
    IAsyncEnumerable<string> ListAsync(DateTimeOffset putUntil, CancellationToken ct);

    /// <summary>Removes the content; true when it was there.</summary>
    Task<bool> DeleteAsync(string digest, CancellationToken ct) => DeleteAsync(digest, DateTimeOffset.MaxValue, ct);

    /// <summary>Removes the content unless it was put after the instant; true when it went.</summary>
    Task<bool> DeleteAsync(string digest, DateTimeOffset putUntil, CancellationToken ct);
}

public sealed class BlobTooLargeException(long maxLength) : IOException($"More than {maxLength} bytes arrived.")
{
    public long MaxLength { get; } = maxLength;
}

public sealed class BlobMissingException(string digest) : IOException($"No blob has the digest {digest}.")
{
    public string Digest { get; } = digest;
}
