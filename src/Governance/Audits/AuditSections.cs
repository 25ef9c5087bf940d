using Governance.Platform;

namespace Governance.Audits;

/// <summary>What follows from the model's answers alone.</summary>
public sealed record CoreSections(
    IReadOnlyList<Measure> Overall,
    MaskSection Masks,
    CalibrationSection Calibration,
    ContributionSection Contribution,
    StrataSection Strata,
    FairnessSection Fairness
);

/// <summary>The model left with each set of modalities.</summary>
/// <param name="GroupBy">The attribute whose groups are compared; null = the samples carry none.</param>
public sealed record MaskSection(
    IReadOnlyList<MaskFigures> Rows,
    string? GroupBy,
    string Means,
    IReadOnlyList<Column> Columns
);

/// <param name="Used">The modalities that the model was left with.</param>
/// <param name="WorstGroup">Accuracy of the worst group that is large enough; without value when none is.</param>
/// <param name="WorstName">Which one.</param>
/// <param name="Drop">Accuracy lost against all modalities, on the same complete samples; null for all.</param>
public sealed record MaskFigures(
    Modalities Used,
    Figure Accuracy,
    Figure CalibrationError,
    Figure LogLoss,
    Figure WorstGroup,
    string? WorstName,
    Figure? Drop
);

/// <summary>Whether “90 % sure” is right nine times in ten.</summary>
public sealed record CalibrationSection(
    IReadOnlyList<Measure> Measures,
    IReadOnlyList<ReliabilityPoint> Bins,
    string Means
);

/// <param name="From">Confidence from …</param>
/// <param name="To">… to.</param>
/// <param name="Confidence">Mean confidence in the bin; null when empty.</param>
/// <param name="Accuracy">Share that was right.</param>
public sealed record ReliabilityPoint(double From, double To, double? Confidence, Figure Accuracy);

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
    string Means,
    IReadOnlyList<Column> Columns
);

/// <param name="Accuracy">Exact Shapley value in accuracy.</param>
/// <param name="LogLikelihood">Exact Shapley value in mean log likelihood of the right class, nats.</param>
/// <param name="Attention">Mean attention weight, where the model has one; a weight is no contribution.</param>
public sealed record ModalityContribution(Modality Modality, Figure Accuracy, Figure LogLikelihood, double? Attention);

/// <param name="Accuracy">Above 0 the two complement each other, below they repeat each other.</param>
public sealed record PairInteraction(Modality First, Modality Second, Figure Accuracy);

/// <summary>Accuracy in each stratum of the version.</summary>
public sealed record StrataSection(IReadOnlyList<GroupFigures> Rows, string Means, IReadOnlyList<Column> Columns);

public sealed record GroupFigures(string Name, Figure Accuracy);

/// <summary>The same by each attribute.</summary>
public sealed record FairnessSection(
    IReadOnlyList<AttributeFairness> Attributes,
    string Means,
    IReadOnlyList<Column> Columns
);

/// <param name="Gap">Greatest difference of accuracy between sufficient groups; without value when fewer than two are.</param>
/// <param name="GapChance">How probable a gap this large is if the groups did not differ; null = not judged.</param>
/// <param name="SelectionGap">Greatest difference, over classes, in how often a class is answered.</param>
/// <param name="OddsGap">Greatest difference, over classes, in true or false positive rate.</param>
public sealed record AttributeFairness(
    string Attribute,
    IReadOnlyList<GroupFigures> Groups,
    Figure Gap,
    double? GapChance,
    ClassGap? SelectionGap,
    ClassGap? OddsGap,
    string Line
);

public sealed record ClassGap(string Class, double Gap);

/// <summary>From one modality to the moment's other ones.</summary>
public sealed record RetrievalSection(IReadOnlyList<RetrievalRow> Rows, string Means, IReadOnlyList<Column> Columns);

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

/// <summary>Accuracy as a disturbance grows.</summary>
public sealed record RobustnessSection(
    string Name,
    string Title,
    string Unit,
    IReadOnlyList<RobustnessCurve> Curves,
    string Means,
    IReadOnlyList<Column> Columns
);

/// <param name="Disturbed">What was disturbed; the others stayed as they were.</param>
/// <param name="Area">Mean accuracy over the whole severity axis.</param>
/// <param name="Retained">Area / clean accuracy; null when that is 0.</param>
public sealed record RobustnessCurve(
    Modalities Disturbed,
    IReadOnlyList<RobustnessPoint> Points,
    double? Area,
    double? Retained,
    string Line
);

public sealed record RobustnessPoint(double Severity, Figure Accuracy);

/// <summary>The sensor's clock moved against the others.</summary>
/// <param name="Tolerance">Widest shift, as a share of the window, up to which the loss stays within half the clean interval; null = none or not measured.</param>
/// <param name="NotMeasured">Why there are no points; null when there are.</param>
public sealed record ClockSection(
    IReadOnlyList<RobustnessPoint> Points,
    double? Tolerance,
    string? NotMeasured,
    string Means,
    IReadOnlyList<Column> Columns
);
