namespace Governance.Catalog;

/// <summary>Bytes of a part, as they are to be sent.</summary>
public sealed record PartContent(Stream Bytes, string MediaType, string Digest);
