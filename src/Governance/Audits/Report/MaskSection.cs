using Governance.Platform;

namespace Governance.Audits;

/// <summary>The mask matrix: the model with each set of modalities.</summary>
/// <param name="Rows">The largest set first.</param>
/// <param name="GroupBy">The attribute by which groups are compared; null = no attribute splits the samples into groups.</param>
public sealed record MaskSection(
    IReadOnlyList<MaskFigures> Rows,
    string? GroupBy,
    Message Means,
    IReadOnlyList<Column> Columns
);
