namespace Governance.Models;

/// <summary>What a version reached on its own test part, and how it compares with the other fusions and with each modality alone.</summary>
/// <param name="Accuracy">Share of test samples whose most probable class is right.</param>
/// <param name="Nll">Mean negative log likelihood on the test part, nats.</param>
/// <param name="Ece">Expected calibration error, 15 bins of equal width; null = not measured.</param>
/// <param name="BestEpoch">1-based: whose weights were kept.</param>
public sealed record ModelMetrics(
    Measured Accuracy,
    double Nll,
    double? Ece,
    int BestEpoch,
    IReadOnlyList<ComparisonRow> Comparison
);
