namespace Governance.Platform.Blobs;

/// <summary>The store does not contain a digest: it was never put, or it was erased.</summary>
public sealed class BlobMissingException(string digest) : IOException($"No blob has the digest {digest}.")
{
    /// <summary>The digest that was asked for, 64 lower-case hex characters.</summary>
    public string Digest { get; } = digest;
}
