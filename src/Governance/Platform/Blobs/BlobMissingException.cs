namespace Governance.Platform.Blobs;

public sealed class BlobMissingException(string digest) : IOException($"No blob has the digest {digest}.")
{
    public string Digest { get; } = digest;
}
