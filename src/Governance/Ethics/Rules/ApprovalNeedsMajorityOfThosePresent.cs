namespace Governance.Ethics;

/// <summary>
/// An approval needs votes for from more than half of the members present (45 CFR 46.108(b)). An abstention is not a vote for,
/// and a tie is not a majority.
/// </summary>
public static class ApprovalNeedsMajorityOfThosePresent
{
    /// <summary>Counts the votes of the members who may vote.</summary>
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

    /// <summary>Returns Approved, ApprovedWithConditions or Rejected.</summary>
    public static ReviewState Outcome(Tally tally, bool hasConditions) =>
        tally.For * 2 <= tally.Present ? ReviewState.Rejected
        : hasConditions ? ReviewState.ApprovedWithConditions
        : ReviewState.Approved;
}
