namespace Governance.Catalog;

/// <summary>A file inside an export, as the manifest lists it.</summary>
public sealed record ExportedFile(string Path, string Sha256, long Bytes);
