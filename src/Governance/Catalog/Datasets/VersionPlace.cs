namespace Governance.Catalog;

/// <summary>A place of a version with the sample that stands there; the key is null once the sample was erased.</summary>
public sealed record VersionPlace(int Ordinal, Guid? SampleId, string? Key, string Stratum, byte[] LeafHash);
