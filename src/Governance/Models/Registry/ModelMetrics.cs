namespace Governance.Models;

/// <summary>The results of a version on the test part, compared with other fusions and with each modality alone.</summary>
/// <param name="Accuracy">Share of test samples for which the most probable class is right.</param>
/// <param name="Nll">Mean negative log likelihood, nats.</param>
/// <param name="Ece">Expected calibration error, 15 bins of equal width; null = not measured.</param>
/// <param name="CrossValidation">
/// The spread over the folds of a cross-validation by group on the training and validation samples; null where it was not
/// made: too many samples, too few groups, or a version of an earlier release.
/// </param>
/// <param name="BestEpoch">1-based epoch with the kept weights.</param>
public sealed record ModelMetrics(
    Measured Accuracy,
    double Nll,
    double? Ece,
    int BestEpoch,
    IReadOnlyList<ComparisonRow> Comparison,
    IReadOnlyList<CrossValidationRow>? CrossValidation = null
);
