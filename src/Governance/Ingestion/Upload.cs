namespace Governance.Ingestion;

/// <summary>An uploaded archive as the source of an import.</summary>
/// <param name="Digest">SHA-256 of the archive; its blob.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Format">Recognised by its content: zip or tar.</param>
public sealed record Upload(string Digest, long Length, ImportSource Format, string Name) : ImportOrigin(Name);
