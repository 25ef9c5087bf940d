using Governance.Platform;

namespace Governance.Ethics;

/// <summary>
/// An active member in a review: the input of the rules of a vote, which use neither database nor clock.
/// </summary>
/// <param name="Conflict">Why the member may not vote on this review; null when there is no conflict.</param>
public sealed record Seat(
    Guid MemberId,
    Guid UserId,
    string Name,
    MemberKind Kind,
    bool Present,
    Message? Conflict = null,
    VoteChoice? Vote = null,
    string? Comment = null
)
{
    /// <summary>Whether the member is present and has no conflict.</summary>
    public bool MayVote => Present && ConflictedMembersDoNotVote.Allows(this);
}
