using Governance.Platform;

namespace Governance.Ethics;

/// <summary>
/// A member with an interest in the outcome neither votes nor counts as present, but may answer questions of the board
/// (45 CFR 46.107(d)). The submitter of a review always has an interest in it.
/// </summary>
public static class ConflictedMembersDoNotVote
{
    /// <summary>The conflict of the submitter.</summary>
    public static readonly Message Submitter = new SubmitterHasInterest();

    /// <summary>Returns whether the member has no conflict.</summary>
    public static bool Allows(Seat seat) => seat.Conflict is null;

    /// <summary>Returns the conflict of a member: that of the submitter, or what the member declared; null when there is none.</summary>
    public static Message? Of(Guid memberUserId, Guid submitterUserId, Message? declared) =>
        memberUserId == submitterUserId ? Submitter : declared;
}
