namespace Governance.Audits;

/// <summary>The first value of an <see cref="AuditSuite"/> that is out of range.</summary>
public enum SuiteFault
{
    /// <summary><see cref="AuditSuite.MinimumSamples"/> is not 1 … 1,000,000.</summary>
    MinimumSamples,

    /// <summary><see cref="AuditSuite.MinimumSubjects"/> is not 1 … 1,000,000.</summary>
    MinimumSubjects,

    /// <summary>Every threshold is null, so nothing could fail.</summary>
    NoThreshold,

    /// <summary><see cref="AuditSuite.MinimumGroup"/> is not 1 … 1,000,000.</summary>
    MinimumGroup,

    /// <summary><see cref="AuditSuite.Bins"/> is not 2 … 50.</summary>
    Bins,

    /// <summary><see cref="AuditSuite.Replicates"/> is not 100 … 10,000.</summary>
    Replicates,

    /// <summary><see cref="AuditSuite.ClockSamples"/> is not 0 … 10,000.</summary>
    ClockSamples,

    /// <summary>A threshold is neither null nor 0 … 1.</summary>
    Threshold,
}
