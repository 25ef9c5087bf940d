namespace Governance.Catalog;

/// <summary>The content of a part; the caller disposes <paramref name="Bytes"/>.</summary>
/// <param name="Digest">SHA-256 of the content, 64 hex characters.</param>
public sealed record PartContent(Stream Bytes, string MediaType, string Digest);
