namespace Governance.Audits;

/// <summary>Retrieval in one direction: from one modality of a sample to another one of the same sample.</summary>
/// <param name="Gallery">Samples that are searched.</param>
/// <param name="Hit1">Share of searches that find the sample at rank 1; <c>Hit5</c> and <c>Hit10</c> among the first 5 and
/// 10.</param>
/// <param name="Chance">Hit rate among the first 10 in random order; null without samples.</param>
/// <param name="Alignment">Mean cosine similarity of the two modalities of one sample, −1 … 1.</param>
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
