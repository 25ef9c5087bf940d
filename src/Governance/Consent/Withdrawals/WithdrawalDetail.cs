using Governance.Platform.Runs;

namespace Governance.Consent;

/// <summary>A withdrawal with its steps in the order of the picture: what was planned, what is done.</summary>
public sealed record WithdrawalDetail(
    Withdrawal Withdrawal,
    Subject Subject,
    IReadOnlyList<Purpose> Purposes,
    IReadOnlyList<WithdrawalStep> Steps,
    Run Run
);
