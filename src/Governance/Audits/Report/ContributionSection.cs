using Governance.Platform;

namespace Governance.Audits;

/// <summary>What each modality adds.</summary>
/// <param name="Nothing">Accuracy when the model gets nothing at all.</param>
/// <param name="Everything">Accuracy on complete samples.</param>
/// <param name="Sum">Sum of the contributions, = everything − nothing.</param>
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
