namespace Governance.Ethics;

/// <param name="ToVote">Open votes in which the asker has not voted and may.</param>
/// <param name="ToMeet">Reviews that wait for a meeting, for those who conduct it.</param>
/// <param name="EndingSoon">Approvals that run out within 30 days.</param>
public sealed record ReviewsWaiting(int ToVote, int ToMeet, int EndingSoon);
