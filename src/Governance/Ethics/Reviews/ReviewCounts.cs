namespace Governance.Ethics;

/// <summary>Number of reviews by state.</summary>
/// <param name="Waiting">Submitted, vote not open.</param>
/// <param name="Approved">With or without conditions, expired ones included.</param>
/// <param name="EndingSoon">Approvals that expire within <see cref="EthicsReviews.Soon"/>.</param>
public sealed record ReviewCounts(int Waiting, int Voting, int Approved, int Rejected, int EndingSoon);
