using Governance.Platform;

namespace Governance.Audits;

/// <summary>What each modality contributes, on complete samples.</summary>
/// <param name="Nothing">Accuracy without any modality.</param>
/// <param name="Everything">Accuracy with all modalities.</param>
/// <param name="Sum">Sum of the contributions = everything − nothing; null without complete samples.</param>
/// <param name="Synergy">Accuracy with all modalities minus that of the best single one.</param>
/// <param name="Dominance">Share of the largest contribution, 0 … 1.</param>
public sealed record ContributionSection(
    IReadOnlyList<ModalityContribution> Rows,
    IReadOnlyList<PairInteraction> Pairs,
    Figure Nothing,
    Figure Everything,
    double? Sum,
    Measure Synergy,
    Measure Dominance,
    Message Means,
    IReadOnlyList<Column> Columns
);
