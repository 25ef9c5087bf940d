namespace Governance.Platform.Blobs;

/// <summary>The reserve of the disk: section <c>Blobs</c>. The store itself is set in <see cref="AzureBlobsOptions"/>.</summary>
public sealed class BlobsOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Blobs";

    /// <summary>
    /// Bytes of the disk that content does not take: where blobs would use them, they are refused. The database of a small
    /// installation is on the same disk, and PostgreSQL stops when it cannot write its log.
    /// </summary>
    public long ReserveBytes { get; init; } = 1L << 30;
}
