namespace Governance.Ingestion;

/// <summary>An error in a map.</summary>
/// <param name="Path">JSON path: <c>$.streams[2].time.format</c>.</param>
/// <param name="What">What is wrong, as a sentence.</param>
/// <param name="Remedy">What to do about it, as a sentence.</param>
public sealed record MapError(string Path, string What, string Remedy);
