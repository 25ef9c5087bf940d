using Governance.Platform;

namespace Governance.Ethics;

/// <summary>
/// An active member as one review sees them. What the rules of a vote are asked about: no database, no clock.
/// </summary>
/// <param name="Conflict">Why the member may not judge this review; null when nothing stands against it.</param>
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
    public bool MayVote => Present && ConflictedMembersDoNotVote.Allows(this);
}
