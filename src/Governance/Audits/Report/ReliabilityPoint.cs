namespace Governance.Audits;

/// <summary>A bin of the reliability diagram.</summary>
/// <param name="From">Lower end of the bin's confidence, 0 … 1.</param>
/// <param name="To">Upper end of the bin's confidence, 0 … 1.</param>
/// <param name="Confidence">Mean confidence in the bin; null when the bin is empty.</param>
/// <param name="Accuracy">Share of right answers in the bin.</param>
public sealed record ReliabilityPoint(double From, double To, double? Confidence, Figure Accuracy);
