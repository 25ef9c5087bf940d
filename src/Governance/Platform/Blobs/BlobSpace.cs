namespace Governance.Platform.Blobs;

/// <summary>Bytes on the disk of a store.</summary>
/// <param name="Free">To whoever runs the portal.</param>
/// <param name="Reserve">Of the free bytes, those that content does not take.</param>
public sealed record BlobSpace(long Free, long Total, long Reserve)
{
    public bool Holds(long bytes) => Free - Reserve >= bytes;
}
