namespace Governance.Platform.Blobs;

/// <summary>A column whose values name blobs, or a digest that looks like one and names none.</summary>
/// <param name="Expression">SQL that yields the digest from a row; the column itself where null.</param>
/// <param name="When">SQL that holds for the rows that count; all where null.</param>
/// <param name="NamesBlob">False: a digest of something else, listed so that nobody has to wonder.</param>
public sealed record BlobColumn(
    string Table,
    string Column,
    string? Expression = null,
    string? When = null,
    bool NamesBlob = true
);
