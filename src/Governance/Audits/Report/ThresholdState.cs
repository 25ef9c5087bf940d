namespace Governance.Audits;

/// <summary>The result of a threshold.</summary>
public enum ThresholdState
{
    /// <summary>The figure keeps the bound.</summary>
    Met,

    /// <summary>The figure misses the bound: the audit does not pass.</summary>
    Unmet,

    /// <summary>Not assessed: the figure has no value, because there are too few samples.</summary>
    NotJudged,
}
