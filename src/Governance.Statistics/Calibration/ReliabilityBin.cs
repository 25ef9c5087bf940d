namespace Governance.Statistics.Calibration;

/// <summary>One bin of a reliability diagram.</summary>
/// <param name="Lower">Least confidence of the bin: its edge (equal width) or its least member (equal mass).</param>
/// <param name="Upper">Greatest confidence, the same way.</param>
/// <param name="Count">Samples in it; an empty bin has null means and adds nothing to any error.</param>
/// <param name="Confidence">Mean confidence.</param>
/// <param name="Accuracy">Share that is correct (or positive, in the positive-probability convention).</param>
public sealed record ReliabilityBin(double Lower, double Upper, int Count, double? Confidence, double? Accuracy)
{
    /// <summary>Accuracy − confidence: negative means over-confident. Null in an empty bin.</summary>
    public double? Gap => Accuracy - Confidence;
}
