namespace Governance.Ethics;

/// <summary>Number of reviews that wait for the reader.</summary>
/// <param name="ToVote">Open votes without a vote of the reader, who has a seat and no conflict.</param>
/// <param name="ToMeet">Submitted reviews, for those who conduct meetings.</param>
/// <param name="EndingSoon">Approvals that expire within <see cref="EthicsReviews.Soon"/>, for those who submit reviews.</param>
public sealed record ReviewsWaiting(int ToVote, int ToMeet, int EndingSoon);
