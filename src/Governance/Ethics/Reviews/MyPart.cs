namespace Governance.Ethics;

/// <summary>The reader's part in a review, and what they may do now.</summary>
/// <param name="MemberId">The reader's seat; null without one.</param>
/// <param name="Conflict">Why the reader may neither vote nor conduct; null when there is no conflict.</param>
/// <param name="Choice">The reader's vote; null when not cast.</param>
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
