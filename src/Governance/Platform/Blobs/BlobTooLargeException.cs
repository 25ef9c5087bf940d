namespace Governance.Platform.Blobs;

/// <summary>Content exceeds the length that its caller allows; nothing of it was stored.</summary>
public sealed class BlobTooLargeException(long maxLength) : IOException($"More than {maxLength} bytes arrived.")
{
    /// <summary>The length that is allowed, in bytes.</summary>
    public long MaxLength { get; } = maxLength;
}
