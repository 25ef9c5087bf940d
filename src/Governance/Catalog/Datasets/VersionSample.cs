namespace Governance.Catalog;

/// <summary>
/// A sample's place in a sealed version. When the sample is erased, the place and its leaf hash remain, so that the manifest
/// can still be proven.
/// </summary>
public sealed class VersionSample
{
    /// <summary>Replaces the stratum of an erased sample, because attribute values are data of the sample.</summary>
    public const string ErasedStratum = "erased";

    /// <summary>The version that has this place.</summary>
    public required Guid VersionId { get; init; }

    /// <summary>0-based leaf index in the manifest's Merkle tree.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Null once the sample was erased.</summary>
    public required Guid? SampleId { get; init; }

    /// <summary>Name as the recipe gives it, at most 400 characters; <see cref="ErasedStratum"/> once the sample was erased.</summary>
    public required string Stratum { get; init; }

    /// <summary>
    /// Its part of the version's <see cref="EvaluationSplit"/>; null in versions that were sealed before splits were declared.
    /// </summary>
    public SplitPart? Part { get; init; }

    /// <summary>Hash of the sample's <see cref="SampleManifest"/>, 32 bytes.</summary>
    public required byte[] LeafHash { get; init; }
}
