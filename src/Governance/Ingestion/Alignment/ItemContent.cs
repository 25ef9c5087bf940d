namespace Governance.Ingestion;

/// <summary>Normalised content of an image or text.</summary>
/// <param name="Row">The file, or the table and row of the cell.</param>
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
