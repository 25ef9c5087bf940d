using Governance.Catalog;

namespace Governance.Ingestion;

/// <summary>A stream of a recording before it has an id: a stored series, or a list of items.</summary>
/// <param name="Files">Paths of the files that it was made from.</param>
internal sealed record StreamDraft(
    StreamRule Rule,
    Clock Clock,
    string? DataDigest,
    string? PyramidDigest,
    long Rows,
    long FirstNs,
    long LastNs,
    long? PeriodNs,
    long? GapNs,
    int Gaps,
    int Duplicates,
    IReadOnlyList<string> Files
);
