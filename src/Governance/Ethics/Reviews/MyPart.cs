namespace Governance.Ethics;

/// <summary>What the asker is in this review, and what they may do now.</summary>
/// <param name="MemberId">Null without a seat on the board.</param>
public sealed record MyPart(
    Guid? MemberId,
    bool Present,
    string? Conflict,
    VoteChoice? Choice,
    string? Comment,
    bool MayVote,
    bool MayConduct,
    bool IsSubmitter
);
