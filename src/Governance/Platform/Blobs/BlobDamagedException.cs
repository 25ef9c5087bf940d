namespace Governance.Platform.Blobs;

/// <summary>The content is not what its digest names; nothing of it was stored.</summary>
public sealed class BlobDamagedException(string digest) : IOException($"The content does not have the digest {digest}.")
{
    public string Digest { get; } = digest;
}
