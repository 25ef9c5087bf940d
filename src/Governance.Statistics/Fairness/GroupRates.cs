namespace Governance.Statistics.Fairness;

/// <summary>One group's rates for one class against the rest, 0 … 1; null where a rate is undefined.</summary>
/// <param name="Group">The group's key.</param>
/// <param name="Count">Number of samples, unweighted.</param>
/// <param name="Sufficient">Whether the group has the minimum of samples; others are reported but not assessed.</param>
/// <param name="SelectionRate">Share predicted positive.</param>
/// <param name="TruePositiveRate">Share of the positives that is predicted positive.</param>
/// <param name="FalsePositiveRate">Share of the negatives that is predicted positive.</param>
/// <param name="Accuracy">Share predicted correctly.</param>
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
    /// <summary>Share of the positives that is predicted negative.</summary>
    public double? FalseNegativeRate => 1 - TruePositiveRate;
}
