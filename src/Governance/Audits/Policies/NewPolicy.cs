namespace Governance.Audits;

/// <summary>A promotion policy to propose.</summary>
/// <param name="SuiteId">An approved version of an audit suite.</param>
/// <param name="EvaluationVersionId">A sealed dataset version.</param>
/// <param name="MaximumAgeDays">The audit finished at most so many days ago, 1 … 3650.</param>
/// <param name="MinimumSubjects">Fewest subjects of the audited samples.</param>
/// <param name="MinimumSamples">Fewest audited samples.</param>
/// <param name="MaximumWithdrawnShare">Of the samples that the version learned from, 0 … 1.</param>
/// <param name="Reason">Why.</param>
/// <param name="ApproverRole">The role that the approver of a promotion must have; null = everybody who may approve.</param>
public sealed record NewPolicy(
    Guid SuiteId,
    Guid EvaluationVersionId,
    int MaximumAgeDays,
    int MinimumSubjects,
    int MinimumSamples,
    double MaximumWithdrawnShare,
    string Reason,
    string? ApproverRole = null
)
{
    /// <summary>The first value that is out of range; null when all fit.</summary>
    public PolicyFault? Fault() =>
        MaximumAgeDays is < 1 or > 3650 ? PolicyFault.MaximumAgeDays
        : MinimumSubjects is < 1 or > 1_000_000 ? PolicyFault.MinimumSubjects
        : MinimumSamples is < 1 or > 1_000_000 ? PolicyFault.MinimumSamples
        : MaximumWithdrawnShare is not (>= 0 and <= 1) ? PolicyFault.MaximumWithdrawnShare
        : null;
}
