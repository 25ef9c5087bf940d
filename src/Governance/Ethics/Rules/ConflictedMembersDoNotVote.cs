namespace Governance.Ethics;

/// <summary>
/// Who has an interest in the outcome neither votes nor counts as present; they may tell the board what it asks
/// (45 CFR 46.107(d)). Whoever submitted a review always has an interest in it.
/// </summary>
public static class ConflictedMembersDoNotVote
{
    public const string Submitter = "whoever submits a review has an interest in it";

    public static bool Allows(Seat seat) => seat.Conflict is null;

    /// <summary>The conflict that stands: the submitter's own, or what the member declared.</summary>
    public static string? Of(Guid memberUserId, Guid submitterUserId, string? declared) =>
        memberUserId == submitterUserId ? Submitter : declared;
}
