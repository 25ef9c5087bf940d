namespace Governance.Consent;

/// <summary>A withdrawal in a list.</summary>
public sealed record WithdrawalRow(Withdrawal Withdrawal, string Pseudonym);
