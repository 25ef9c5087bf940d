namespace Governance.Ingestion;

/// <param name="Digest">Its blob.</param>
/// <param name="Format">Told by its content.</param>
public sealed record Upload(string Digest, long Length, ImportSource Format, string Name) : ImportOrigin(Name);
