namespace Governance.Audits;

/// <param name="From">Confidence from …</param>
/// <param name="To">… to.</param>
/// <param name="Confidence">Mean confidence in the bin; null when empty.</param>
/// <param name="Accuracy">Share that was right.</param>
public sealed record ReliabilityPoint(double From, double To, double? Confidence, Figure Accuracy);
