namespace Governance.Ethics;

/// <summary>A member as the review's page shows them. While a vote is open others' votes are not told, only that they were cast.</summary>
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
