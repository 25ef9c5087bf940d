using Governance.Platform;

namespace Governance.Ethics;

[Code("submitter-has-interest")]
internal sealed record SubmitterHasInterest() : Statement("whoever submits a review has an interest in it");

// The gate.
[Code("review-rejected")]
internal sealed record ReviewRejected(int Number) : Statement($"Review {Number} was rejected by the ethics board.");

[Code("rollback-was-reviewed")]
internal sealed record RollbackWasReviewed()
    : Statement("A rollback goes back to a version that was reviewed when it was promoted.");

[Code("approval-ran-out")]
internal sealed record ApprovalRanOut(int Number, DateTimeOffset? On)
    : Statement($"The approval of review {Number} ran out{(On is { } end ? $" on {ReviewWords.Day(end)}" : "")}.");

[Code("review-open")]
internal sealed record ReviewOpen(int Number, ReviewState State)
    : Statement($"Review {Number} is {ReviewWords.Of(State)}.");

[Code("no-review")]
internal sealed record NoReview(string Alias) : Statement($"No ethics review covers this version as {Alias}.");

[Code("condition-does-not-hold")]
internal sealed record ConditionDoesNotHold(int Number, Message Found)
    : Statement($"Review {Number} was approved on a condition that does not hold: {Found.Text}.");

/// <param name="Conditions">What was found of each; each holds.</param>
[Code("review-approved")]
internal sealed record ReviewApproved(int Number, IReadOnlyList<Message> Conditions)
    : Statement(
        Conditions.Count == 0
            ? $"Review {Number} was approved."
            : $"Review {Number} was approved, and its "
                + $"{(Conditions.Count == 1 ? "condition holds" : $"{Conditions.Count} conditions hold")}: "
                + $"{string.Join("; ", Conditions.Select(c => c.Text))}."
    );

// How a condition stands, without full stop.
[Code("groups-not-audited")]
internal sealed record GroupsNotAudited(int Minimum)
    : Statement($"Every group needs at least {Samples.Of(Minimum)}, and no audit of this version is finished");

[Code("no-groups-audited")]
internal sealed record NoGroupsAudited(int Minimum)
    : Statement($"Every group needs at least {Samples.Of(Minimum)}, and the newest audit looked at no groups");

[Code("smallest-group-found")]
internal sealed record SmallestGroupFound(string Group, int Size, int Minimum)
    : Statement(
        $"The smallest group of the newest audit, {Group}, has "
            + $"{Samples.Of(Size)}{(Size >= Minimum ? ";" : ", and")} {Minimum} are asked"
    );

/// <param name="Words">The condition, as the board wrote it.</param>
[Code("condition-fulfilled")]
internal sealed record ConditionFulfilled(string Words, DateTimeOffset On)
    : Statement($"“{Words}”, fulfilled on {ReviewWords.Day(On)}");

/// <param name="Words">The condition, as the board wrote it.</param>
[Code("condition-open")]
internal sealed record ConditionOpen(string Words) : Statement($"“{Words}” is not fulfilled yet");

file static class Samples
{
    public static string Of(int count) => count == 1 ? "1 sample" : $"{count} samples";
}
