namespace Governance.Ingestion;

/// <summary>A file after the first half of an import, with what the second half needs.</summary>
internal sealed record KnownFile(
    string Path,
    FileRole Role,
    string? SourceDigest,
    string? ResultDigest,
    ItemContent? Content,
    string? TakenAt,
    string? Refused
);
