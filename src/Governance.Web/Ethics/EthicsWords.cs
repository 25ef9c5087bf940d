using Governance.Ethics;
using Governance.Web.Components;

namespace Governance.Web.Ethics;

/// <summary>The texts of reviews on pages.</summary>
internal static class EthicsWords
{
    public static (StateSign Sign, string Words) Of(ReviewState state) =>
        state switch
        {
            ReviewState.Draft => (StateSign.Draft, "draft"),
            ReviewState.Submitted => (StateSign.Plain, "waiting for the board"),
            ReviewState.Voting => (StateSign.Running, "vote open"),
            ReviewState.Approved => (StateSign.Ok, "approved"),
            ReviewState.ApprovedWithConditions => (StateSign.Ok, "approved with conditions"),
            ReviewState.Rejected => (StateSign.Failed, "rejected"),
            _ => (StateSign.Withdrawn, "withdrawn"),
        };

    public static string Of(MemberKind kind) =>
        kind switch
        {
            MemberKind.Scientific => "scientific",
            MemberKind.Nonscientific => "nonscientific",
            _ => "community",
        };

    public static string Of(VoteChoice vote) =>
        vote switch
        {
            VoteChoice.For => "for",
            VoteChoice.Against => "against",
            _ => "abstained",
        };

    public static (StateSign Sign, string Words) Of(RiskLevel level) =>
        level switch
        {
            RiskLevel.Low => (StateSign.Plain, "low"),
            RiskLevel.Medium => (StateSign.Warn, "medium"),
            _ => (StateSign.Failed, "high"),
        };

    /// <summary>Returns “Every group of the audit has at least 30 samples”, or the text of the condition.</summary>
    public static string Of(ConditionKind kind, int? minimum, string words) =>
        kind switch
        {
            ConditionKind.MinimumGroupSize =>
                $"Every group of the audit has at least {Show.Count(minimum ?? 0, "sample")}",
            ConditionKind.ByPerson => words,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    /// <summary>Returns the attendance, such as “3 of 5 members are present and may vote; 3 are needed. …”.</summary>
    public static string Of(Quorum quorum) =>
        $"{quorum.Present} of {quorum.Active} {(quorum.Active == 1 ? "member" : "members")} "
        + $"{(quorum.Present == 1 ? "is" : "are")} present and may vote; {quorum.Needed} "
        + $"{(quorum.Needed == 1 ? "is" : "are")} needed. "
        + (
            quorum.Nonscientific > 0
                ? "A nonscientific or community member is among them."
                : "A nonscientific or community member must be among them."
        );

    public static string Seat(BoardSeat seat) =>
        seat.Conflict is not null ? "does not vote: " + seat.Conflict
        : !seat.Present ? "absent"
        : seat.Choice is { } vote
            ? vote == VoteChoice.Abstain ? "abstained"
                : "voted " + Of(vote)
        : seat.HasVoted ? "present, has voted"
        : "present";
}
