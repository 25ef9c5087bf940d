using Governance.Platform;

namespace Governance.Ethics;

/// <summary>
/// Who has an interest in the outcome neither votes nor counts as present; they may tell the board what it asks
/// (45 CFR 46.107(d)). Whoever submitted a review always has an interest in it.
/// </summary>
public static class ConflictedMembersDoNotVote
{
    public static readonly Message Submitter = new SubmitterHasInterest();

    public static bool Allows(Seat seat) => seat.Conflict is null;

    /// <summary>The conflict that stands: the submitter's own, or what the member declared, in their own words.</summary>
    public static Message? Of(Guid memberUserId, Guid submitterUserId, Message? declared) =>
        memberUserId == submitterUserId ? Submitter : declared;
}
