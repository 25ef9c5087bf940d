using Governance.Platform;

namespace Governance.Audits;

/// <summary>The model left with each set of modalities.</summary>
/// <param name="GroupBy">The attribute whose groups are compared; null = the samples carry none.</param>
public sealed record MaskSection(
    IReadOnlyList<MaskFigures> Rows,
    string? GroupBy,
    Message Means,
    IReadOnlyList<Column> Columns
);
