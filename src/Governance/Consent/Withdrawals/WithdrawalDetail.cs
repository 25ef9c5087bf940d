using Governance.Platform.Runs;

namespace Governance.Consent;

/// <summary>A withdrawal with its progress.</summary>
/// <param name="Purposes">The withdrawn purposes, by code.</param>
/// <param name="Steps">In the flow of data, from the subject to the models.</param>
/// <param name="Run">The current or last run of its job.</param>
public sealed record WithdrawalDetail(
    Withdrawal Withdrawal,
    Subject Subject,
    IReadOnlyList<Purpose> Purposes,
    IReadOnlyList<WithdrawalStep> Steps,
    Run Run
);
