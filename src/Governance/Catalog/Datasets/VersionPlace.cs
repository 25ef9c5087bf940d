namespace Governance.Catalog;

/// <summary>A place of a sealed version.</summary>
/// <param name="Ordinal">0-based leaf index in the manifest's Merkle tree.</param>
/// <param name="SampleId">Null once the sample was erased.</param>
/// <param name="Key">Key of the sample; null once it was erased.</param>
/// <param name="Part">Its part of the evaluation split; null where none is declared.</param>
public sealed record VersionPlace(
    int Ordinal,
    Guid? SampleId,
    string? Key,
    string Stratum,
    byte[] LeafHash,
    SplitPart? Part
);
