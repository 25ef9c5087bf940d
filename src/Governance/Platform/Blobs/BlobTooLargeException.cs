namespace Governance.Platform.Blobs;

public sealed class BlobTooLargeException(long maxLength) : IOException($"More than {maxLength} bytes arrived.")
{
    public long MaxLength { get; } = maxLength;
}
