namespace Governance.Audits;

/// <summary>The result of a threshold.</summary>
public enum ThresholdState
{
    /// <summary>The figure keeps the bound.</summary>
    Met,

    /// <summary>The figure misses the bound: the audit does not pass.</summary>
    Unmet,

    /// <summary>
    /// Could not be assessed: there are too few samples, groups or subjects. The audit does not pass, because a required figure
    /// that nobody knows is not met.
    /// </summary>
    NotJudged,
}
