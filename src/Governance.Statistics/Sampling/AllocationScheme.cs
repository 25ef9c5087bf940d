namespace Governance.Statistics.Sampling;

/// <summary>How a sample size is divided among strata.</summary>
public enum AllocationScheme
{
    /// <summary>In proportion to the size of each stratum.</summary>
    Proportional,

    /// <summary>The same number from each stratum.</summary>
    Equal,

    /// <summary>A number given for each stratum.</summary>
    Quota,
}
