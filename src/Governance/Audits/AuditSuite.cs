using System.Text.Json.Serialization;
using Governance.Statistics.Fairness;
using Governance.Statistics.Intervals;

namespace Governance.Audits;

/// <summary>
/// What an audit asks of a model, as data. A threshold that is null is not asked, and is written as null: left out it
/// would read as its default. Everything here is written into the
/// report and so into its digest.
/// </summary>
public sealed record AuditSuite
{
    /// <summary>Fewer audited samples than this say too little about any model.</summary>
    public int MinimumSamples { get; init; } = 30;

    /// <summary>Least share of right answers with the modalities that each sample has, 0 … 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? MinimumAccuracy { get; init; } = .5;

    /// <summary>Least gain in accuracy over always answering the most frequent class.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? MinimumGain { get; init; } = .05;

    /// <summary>Greatest calibration error with every modality there, 0 … 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? MaximumCalibrationError { get; init; } = .2;

    /// <summary>Greatest loss of accuracy when any single modality is lost.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? MaximumDrop { get; init; } = .3;

    /// <summary>Least accuracy of any group that is large enough to be judged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? MinimumWorstGroup { get; init; } = .4;

    /// <summary>Greatest difference of accuracy between groups that are large enough.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? MaximumGroupGap { get; init; }

    /// <summary>Least share of the accuracy that must survive noise, over the whole range that was tried.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? MinimumRetained { get; init; }

    /// <summary>Attribute whose groups the mask matrix compares; null = the one with the most groups that are large enough.</summary>
    public string? GroupBy { get; init; }

    /// <summary>Samples a group needs before it is judged.</summary>
    public int MinimumGroup { get; init; } = GroupFairness.MinimumGroup;

    /// <summary>Bins of confidence in the reliability diagram.</summary>
    public int Bins { get; init; } = 10;

    /// <summary>Bootstrap draws behind each interval.</summary>
    public int Replicates { get; init; } = Bootstrap.Replicates;

    /// <summary>Samples whose series are encoded again for the clock test; encoding is slow, so it is bounded.</summary>
    public int ClockSamples { get; init; } = 100;

    /// <summary>The same seed on the same things gives the same report, bit by bit.</summary>
    public long Seed { get; init; } = 1;

    private const int Most = 1_000_000;

    /// <summary>What cannot be meant, the first of it; null when the suite can be used.</summary>
    public string? Fault()
    {
        if (MinimumSamples is < 1 or > Most)
            return $"The least number of samples must be between 1 and {Most:N0}.";
        if (MinimumGroup is < 1 or > Most)
            return $"The least size of a group must be between 1 and {Most:N0}.";
        if (Bins is < 2 or > 50)
            return "The reliability diagram needs 2 to 50 bins.";
        if (Replicates is < 100 or > 10_000)
            return "Intervals need 100 to 10,000 bootstrap draws.";
        if (ClockSamples is < 0 or > 10_000)
            return "The clock test takes 0 to 10,000 samples.";
        var shares = new[]
        {
            MinimumAccuracy,
            MinimumGain,
            MaximumCalibrationError,
            MaximumDrop,
            MinimumWorstGroup,
            MaximumGroupGap,
            MinimumRetained,
        };
        return shares.Any(s => s is not (null or (>= 0 and <= 1))) ? "A threshold is a share between 0 and 1." : null;
    }
}
