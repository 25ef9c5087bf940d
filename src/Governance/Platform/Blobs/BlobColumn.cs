namespace Governance.Platform.Blobs;

/// <summary>A column of digests that refer to blobs, or of other digests.</summary>
/// <param name="Expression">SQL for the digest of a row; null for the column itself.</param>
/// <param name="When">SQL condition of the rows that refer to blobs; null for all.</param>
/// <param name="NamesBlob">False for digests of something else, which are listed so that the test of all columns is complete.</param>
public sealed record BlobColumn(
    string Table,
    string Column,
    string? Expression = null,
    string? When = null,
    bool NamesBlob = true
);
