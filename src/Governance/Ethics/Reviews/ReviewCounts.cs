namespace Governance.Ethics;

/// <summary>How many stand where, over all reviews.</summary>
public sealed record ReviewCounts(int Waiting, int Voting, int Approved, int Rejected, int EndingSoon);
