namespace Governance.Ethics;

/// <summary>
/// A vote is valid only while a majority of the members is present, including at least one whose primary concerns are
/// nonscientific (45 CFR 46.108(b)).
/// </summary>
public static class VoteNeedsQuorum
{
    /// <summary>Returns the attendance for the seats of all active members.</summary>
    public static Quorum Of(IReadOnlyCollection<Seat> seats)
    {
        var present = seats.Where(s => s.MayVote).ToList();
        return new(
            seats.Count,
            seats.Count / 2 + 1,
            present.Count,
            present.Count(s => s.Kind != MemberKind.Scientific)
        );
    }
}
