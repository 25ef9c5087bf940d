namespace Governance.Statistics.Sampling;

/// <summary>How a number of draws is shared among strata.</summary>
public enum AllocationScheme
{
    Proportional,
    Equal,
    Quota,
}
