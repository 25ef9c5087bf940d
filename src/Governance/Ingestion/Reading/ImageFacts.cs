namespace Governance.Ingestion;

/// <summary>What was found in one image, and how it was normalised.</summary>
/// <param name="Removed">Names of the metadata that was stripped, never their values.</param>
/// <param name="TakenAt">EXIF DateTimeOriginal as written, <c>yyyy:MM:dd HH:mm:ss[.fff]</c>, with the offset appended
/// when there is one.</param>
internal sealed record ImageFacts(
    string MediaType,
    int Width,
    int Height,
    string SourceFormat,
    int SourceWidth,
    int SourceHeight,
    int Orientation,
    bool HadProfile,
    IReadOnlyList<string> Removed,
    bool HadPosition,
    string? TakenAt
);
