namespace Governance.Ingestion;

/// <summary>Content of an image or text.</summary>
/// <param name="Row">The file it is, or the cell's table and row.</param>
internal sealed record ItemContent(
    string Digest,
    string MediaType,
    long Length,
    int? Width,
    int? Height,
    string? ThumbnailDigest,
    string? Excerpt,
    SourceRow Row
);
