using Governance.Platform;

namespace Governance.Ethics;

[Code("submitter-has-interest")]
internal sealed record SubmitterHasInterest() : Statement("the submitter of a review has an interest in its outcome");

// The gate.
[Code("review-rejected")]
internal sealed record ReviewRejected(int Number) : Statement($"Review {Number} was rejected by the ethics board.");

[Code("rollback-was-reviewed")]
internal sealed record RollbackWasReviewed()
    : Statement("A rollback returns to a version that was reviewed when it was promoted.");

[Code("approval-ran-out")]
internal sealed record ApprovalRanOut(int Number, DateTimeOffset? On)
    : Statement($"The approval of review {Number} expired{(On is { } end ? $" on {ReviewWords.Day(end)}" : "")}.");

[Code("review-open")]
internal sealed record ReviewOpen(int Number, ReviewState State)
    : Statement($"Review {Number} is {ReviewWords.Of(State)}.");

[Code("no-review")]
internal sealed record NoReview(string Alias) : Statement($"No ethics review covers this version as {Alias}.");

[Code("condition-does-not-hold")]
internal sealed record ConditionDoesNotHold(int Number, Message Found)
    : Statement($"Review {Number} was approved with a condition that is not met: {Found.Text}.");

/// <param name="Conditions">What was found for each condition; all are met.</param>
[Code("review-approved")]
internal sealed record ReviewApproved(int Number, IReadOnlyList<Message> Conditions)
    : Statement(
        Conditions.Count == 0
            ? $"Review {Number} was approved."
            : $"Review {Number} was approved, and its "
                + $"{(Conditions.Count == 1 ? "condition is met" : $"{Conditions.Count} conditions are met")}: "
                + $"{string.Join("; ", Conditions.Select(c => c.Text))}."
    );

// Whether a condition is met, without full stop.
[Code("groups-not-audited")]
internal sealed record GroupsNotAudited(int Minimum)
    : Statement(
        $"Every group needs at least {Samples.Of(Minimum)}, but no audit of this version by the promotion policy is "
            + "finished"
    );

[Code("no-groups-audited")]
internal sealed record NoGroupsAudited(int Minimum)
    : Statement($"Every group needs at least {Samples.Of(Minimum)}, but the newest audit has no groups");

[Code("smallest-group-found")]
internal sealed record SmallestGroupFound(string Group, int Size, int Minimum)
    : Statement(
        $"The smallest group of the newest audit, {Group}, has "
            + $"{Samples.Of(Size)}{(Size >= Minimum ? ";" : ", but")} at least {Minimum} {(Minimum == 1 ? "is" : "are")} required"
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

// Which rule a condition breaks.
[Code("condition-kind-unknown")]
internal sealed record ConditionKindUnknown() : Statement("its kind is unknown");

[Code("condition-text-length")]
internal sealed record ConditionTextLength(int Most) : Statement($"its text must have 1 to {Most} characters");

[Code("condition-without-number")]
internal sealed record ConditionWithoutNumber() : Statement("only a minimum group size has a number");

[Code("group-size-out-of-range")]
internal sealed record GroupSizeOutOfRange(int Most) : Statement($"the group size must be between 1 and {Most}");

[Code("too-many-conditions")]
internal sealed record TooManyConditions(int Most) : Statement($"the review already has {Most}, which is the maximum");
