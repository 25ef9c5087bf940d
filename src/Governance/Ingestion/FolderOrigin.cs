namespace Governance.Ingestion;

/// <summary>A folder of the server as the source of an import.</summary>
/// <param name="Path">Relative to one of the configured roots, with /.</param>
public sealed record FolderOrigin(string Path) : ImportOrigin(Path);
