namespace Governance.Catalog;

/// <summary>
/// A sample's place in a sealed version. When the sample is erased the place and its leaf stay, so that the manifest
/// can still be proven.
/// </summary>
public sealed class VersionSample
{
    /// <summary>What an emptied place says instead of its stratum: attribute values are of the sample that is gone.</summary>
    public const string ErasedStratum = "erased";

    public required Guid VersionId { get; init; }

    /// <summary>0-based leaf index in the manifest's Merkle tree.</summary>
    public required int Ordinal { get; init; }
    public required Guid? SampleId { get; init; }
    public required string Stratum { get; init; }
    public required byte[] LeafHash { get; init; }
}
