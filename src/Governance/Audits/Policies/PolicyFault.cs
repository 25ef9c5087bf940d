namespace Governance.Audits;

/// <summary>The first value of a <see cref="NewPolicy"/> that is out of range.</summary>
public enum PolicyFault
{
    /// <summary><see cref="NewPolicy.MaximumAgeDays"/> is not 1 … 3650.</summary>
    MaximumAgeDays,

    /// <summary><see cref="NewPolicy.MinimumSubjects"/> is not 1 … 1,000,000.</summary>
    MinimumSubjects,

    /// <summary><see cref="NewPolicy.MinimumSamples"/> is not 1 … 1,000,000.</summary>
    MinimumSamples,

    /// <summary><see cref="NewPolicy.MaximumWithdrawnShare"/> is not 0 … 1.</summary>
    MaximumWithdrawnShare,
}
