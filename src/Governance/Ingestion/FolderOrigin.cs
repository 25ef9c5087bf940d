namespace Governance.Ingestion;

/// <param name="Path">Relative to one of the roots, with /.</param>
public sealed record FolderOrigin(string Path) : ImportOrigin(Path);
