namespace Governance.Ingestion;

/// <summary>One thing wrong with a map.</summary>
/// <param name="Path">JSON path: <c>$.streams[2].time.format</c>.</param>
public sealed record MapError(string Path, string What, string Remedy);
