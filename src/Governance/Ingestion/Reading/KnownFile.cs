namespace Governance.Ingestion;

/// <summary>A file as the first half of the import left it, in the few words that the second half needs.</summary>
internal sealed record KnownFile(
    string Path,
    FileRole Role,
    string? SourceDigest,
    string? ResultDigest,
    ItemContent? Content,
    string? TakenAt,
    string? Refused
);
