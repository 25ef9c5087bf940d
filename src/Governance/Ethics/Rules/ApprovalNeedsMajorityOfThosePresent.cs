namespace Governance.Ethics;

/// <summary>
/// An approval takes the votes of more than half of the members present (45 CFR 46.108(b)). An abstention is no vote
/// for it, and a tie is no majority.
/// </summary>
public static class ApprovalNeedsMajorityOfThosePresent
{
    public static Tally Count(IEnumerable<Seat> seats)
    {
        var voting = seats.Where(s => s.MayVote).ToList();
        return new(
            voting.Count(s => s.Vote == VoteChoice.For),
            voting.Count(s => s.Vote == VoteChoice.Against),
            voting.Count(s => s.Vote == VoteChoice.Abstain),
            voting.Count
        );
    }

    public static ReviewState Outcome(Tally tally, bool hasConditions) =>
        tally.For * 2 <= tally.Present ? ReviewState.Rejected
        : hasConditions ? ReviewState.ApprovedWithConditions
        : ReviewState.Approved;
}
