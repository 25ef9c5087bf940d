namespace Governance.Ethics;

/// <summary>
/// A vote counts only while a majority of the members is present, among them at least one whose primary concerns are
/// nonscientific (45 CFR 46.108(b)).
/// </summary>
public static class VoteNeedsQuorum
{
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
