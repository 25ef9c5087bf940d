namespace Governance.Platform.Blobs;

/// <summary>Content under its SHA-256 digest (64 lower-case hex characters), with its length in bytes.</summary>
public sealed record StoredBlob(string Digest, long Length);
