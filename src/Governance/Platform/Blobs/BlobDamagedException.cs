namespace Governance.Platform.Blobs;

/// <summary>The content does not match its digest; nothing of it was stored.</summary>
public sealed class BlobDamagedException(string digest) : IOException($"The content does not have the digest {digest}.")
{
    /// <summary>The digest that was expected, 64 lower-case hex characters.</summary>
    public string Digest { get; } = digest;
}
