namespace Governance.Audits;

/// <param name="Gallery">Moments that are searched.</param>
/// <param name="Chance">Hit among the first ten by pure chance.</param>
/// <param name="Alignment">Mean cosine of the pairs that belong together.</param>
public sealed record RetrievalRow(
    Modality From,
    Modality To,
    int Gallery,
    Figure Hit1,
    Figure Hit5,
    Figure Hit10,
    double? Chance,
    double? MedianRank,
    double? MeanReciprocalRank,
    double? MeanAveragePrecision,
    double? Alignment
);
