namespace Governance.Statistics.Fairness;

/// <summary>One group's rates for one class against the rest; null where nothing defines a rate.</summary>
/// <param name="Count">Samples, unweighted.</param>
/// <param name="Sufficient">At least the minimum; an insufficient group is shown and not judged.</param>
/// <param name="SelectionRate">Share predicted positive.</param>
/// <param name="TruePositiveRate">Of the positives.</param>
/// <param name="FalsePositiveRate">Of the negatives.</param>
/// <param name="Accuracy">Share predicted right.</param>
public sealed record GroupRates(
    int Group,
    int Count,
    bool Sufficient,
    double? SelectionRate,
    double? TruePositiveRate,
    double? FalsePositiveRate,
    double? Accuracy
)
{
    /// <summary>Of the positives, those missed.</summary>
    public double? FalseNegativeRate => 1 - TruePositiveRate;
}
