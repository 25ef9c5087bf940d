using System.Text.Json.Serialization;
using Governance.Statistics.Fairness;
using Governance.Statistics.Intervals;

namespace Governance.Audits;

/// <summary>
/// What an audit requires of a model, as data. A threshold that is null is not checked. It is written as null, because a
/// missing one is read as its default. The whole suite is written into the report, and so into its digest.
/// </summary>
public sealed record AuditSuite
{
    /// <summary>Fewest audited samples with which a model can pass.</summary>
    public int MinimumSamples { get; init; } = 30;

    /// <summary>Fewest subjects of audited samples; with fewer, the verdict is <see cref="AuditVerdict.NotAssessed"/>.</summary>
    public int MinimumSubjects { get; init; } = 5;

    /// <summary>Lowest accuracy with the modalities that each sample has, 0 … 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? MinimumAccuracy { get; init; } = .5;

    /// <summary>Lowest gain in accuracy over always answering the most frequent class, 0 … 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? MinimumGain { get; init; } = .05;

    /// <summary>
    /// Lowest gain in accuracy of all modalities over the best single one, on complete samples, 0 … 1; at 0 a tie passes.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? MinimumFusionGain { get; init; } = 0;

    /// <summary>
    /// Lowest gain in log loss over a forecast of the class frequencies, in nats, 0 … 1; at 0 a tie passes.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? MinimumLogLossGain { get; init; } = 0;

    /// <summary>
    /// Greatest expected calibration error (<see cref="CalibrationBins"/> bins of equal width) with the modalities that each
    /// sample has, 0 … 1.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? MaximumCalibrationError { get; init; } = .2;

    /// <summary>Greatest loss of accuracy without any one modality, 0 … 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? MaximumDrop { get; init; } = .3;

    /// <summary>Lowest accuracy of any group with enough samples, with all modalities, 0 … 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? MinimumWorstGroup { get; init; } = .4;

    /// <summary>Greatest difference of accuracy between groups with enough samples, 0 … 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? MaximumGroupGap { get; init; }

    /// <summary>Lowest share of the accuracy that is retained under noise, averaged over all severities, 0 … 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? MinimumRetained { get; init; }

    /// <summary>
    /// The attribute by which the mask matrix compares groups; null = the one with the most groups that have enough
    /// samples.
    /// </summary>
    public string? GroupBy { get; init; }

    /// <summary>Fewest samples with which a group is assessed; a smaller group is only reported.</summary>
    public int MinimumGroup { get; init; } = GroupFairness.MinimumGroup;

    /// <summary>
    /// Bins of confidence in the reliability diagram, 2 … 50. The calibration error always has <see cref="CalibrationBins"/>.
    /// </summary>
    public int Bins { get; init; } = CalibrationBins;

    /// <summary>Bootstrap draws for each interval, 100 … 10,000.</summary>
    public int Replicates { get; init; } = Bootstrap.Replicates;

    /// <summary>Most samples to encode again for the clock test, which is slow; 0 = no clock test.</summary>
    public int ClockSamples { get; init; } = 100;

    /// <summary>Seed of every random draw: the same seed on the same data gives the same report to the bit.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Bins of equal width of every calibration error that the portal reports, unless it names others.</summary>
    public const int CalibrationBins = 15;

    private const int Most = 1_000_000;

    /// <summary>The first value that is out of range; null when the suite can be used.</summary>
    public SuiteFault? Fault()
    {
        if (MinimumSamples is < 1 or > Most)
            return SuiteFault.MinimumSamples;
        if (MinimumSubjects is < 1 or > Most)
            return SuiteFault.MinimumSubjects;
        if (MinimumGroup is < 1 or > Most)
            return SuiteFault.MinimumGroup;
        if (Bins is < 2 or > 50)
            return SuiteFault.Bins;
        if (Replicates is < 100 or > 10_000)
            return SuiteFault.Replicates;
        if (ClockSamples is < 0 or > 10_000)
            return SuiteFault.ClockSamples;
        var shares = Thresholds;
        if (shares.All(s => s is null))
            return SuiteFault.NoThreshold;
        return shares.Any(s => s is not (null or (>= 0 and <= 1))) ? SuiteFault.Threshold : null;
    }

    private IReadOnlyList<double?> Thresholds =>
        [
            MinimumAccuracy,
            MinimumGain,
            MinimumFusionGain,
            MinimumLogLossGain,
            MaximumCalibrationError,
            MaximumDrop,
            MinimumWorstGroup,
            MaximumGroupGap,
            MinimumRetained,
        ];
}
