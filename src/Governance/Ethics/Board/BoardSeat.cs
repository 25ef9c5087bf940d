namespace Governance.Ethics;

/// <summary>A board member in a review.</summary>
/// <param name="Conflict">Why the member may not vote; null when there is no conflict.</param>
/// <param name="Choice">The vote; while a vote is open, only the reader's own is shown.</param>
/// <param name="Comment">The reason of the vote; shown with <paramref name="Choice"/>.</param>
public sealed record BoardSeat(
    Guid MemberId,
    string Name,
    MemberKind Kind,
    bool Present,
    string? Conflict,
    bool HasVoted,
    VoteChoice? Choice,
    string? Comment
);
