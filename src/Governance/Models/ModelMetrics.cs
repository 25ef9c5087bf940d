using Governance.Platform;

namespace Governance.Models;

/// <summary>A share of n cases with its interval.</summary>
/// <param name="Low">Lower end of the 95 % interval.</param>
public sealed record Measured(double Value, double Low, double High, int N);

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

/// <summary>One line of the comparison: the same split, seed and options, another fusion or one modality alone.</summary>
/// <param name="Name">early, late, attention, or “text alone”.</param>
/// <param name="Used">The modalities that it may see.</param>
public sealed record ComparisonRow(string Name, Modalities Used, bool Chosen, Measured Accuracy, double Nll);
