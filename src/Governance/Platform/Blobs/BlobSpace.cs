namespace Governance.Platform.Blobs;

/// <summary>The space on the disk of a store, in bytes.</summary>
/// <param name="Free">Free to the user of the portal's process.</param>
/// <param name="Reserve">Of the free bytes, those that content does not take.</param>
public sealed record BlobSpace(long Free, long Total, long Reserve)
{
    /// <summary>Whether content of this length fits without the reserve.</summary>
    public bool Holds(long bytes) => Free - Reserve >= bytes;
}
