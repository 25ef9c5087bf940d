namespace Governance.Catalog;

/// <summary>A file inside an export, as its manifest lists it.</summary>
/// <param name="Path">Path inside the zip.</param>
/// <param name="Sha256">64 hex characters.</param>
/// <param name="Bytes">Uncompressed size.</param>
public sealed record ExportedFile(string Path, string Sha256, long Bytes);
