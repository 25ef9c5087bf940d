using Governance.Platform;

namespace Governance.Ethics;

[RefusalCode("title-invalid")]
public sealed record TitleInvalid()
    : Refusal("The review has no usable title.", $"Give it one of 1 to {EthicsReview.MaxTitle} characters.");

[RefusalCode("alias-unusable")]
public sealed record AliasUnusable(string Alias)
    : Refusal($"“{Alias}” is no alias.", "Name the alias that the version should stand under, such as champion.");

[RefusalCode("version-not-trained")]
public sealed record VersionNotTrained(int Number)
    : Refusal($"Model version {Number} is not trained.", "Wait until its training has ended, then ask for it.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("lay-summary-missing")]
public sealed record LaySummaryMissing()
    : Refusal(
        "The review has no lay summary.",
        "Say in everyday words what the model does, for whom, and on whose data."
    );

[RefusalCode("risks-missing")]
public sealed record RisksMissing()
    : Refusal("The review names no risk.", "Name at least one: there is no use of personal data without any.");

[RefusalCode("risk-unnamed")]
public sealed record RiskUnnamed()
    : Refusal(
        "A measure stands without the risk that it answers.",
        "Say what may go wrong and for whom, and how grave it is."
    );

[RefusalCode("risk-unanswered")]
public sealed record RiskUnanswered(string Risk)
    : Refusal($"Nothing is said about what answers the risk “{Risk}”.", "Name at least one measure for it.");

[RefusalCode("too-many-measures")]
public sealed record TooManyMeasures(int Count)
    : Refusal($"A risk has {Count} measures.", $"Bring them down to {EthicsReview.MaxRisks}.");

[RefusalCode("too-many-risks")]
public sealed record TooManyRisks(int Count)
    : Refusal(
        $"{Count} risks are too many to judge at once.",
        $"Bring them down to {EthicsReview.MaxRisks}, the gravest first."
    );

[RefusalCode("review-under-way")]
public sealed record ReviewUnderWay(int Number)
    : Refusal($"Review {Number} already asks for this version and alias.", "Follow that one, or withdraw it first.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("review-aim-stands")]
public sealed record ReviewAimStands(int Number)
    : Refusal(
        $"Review {Number} is about another model version or alias.",
        "Name its own, or draft another review for the other one."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("review-not-draft")]
public sealed record ReviewNotDraft(int Number)
    : Refusal($"Review {Number} is no draft any more.", "Withdraw it and submit another, if something has to change.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("review-not-before-the-board")]
public sealed record ReviewNotBeforeTheBoard(int Number, ReviewState State)
    : Refusal(
        $"Review {Number} is not under discussion: it is {ReviewWords.Of(State)}.",
        "Reload to see how it stands."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("vote-not-open")]
public sealed record VoteNotOpen(int Number, ReviewState State)
    : Refusal($"No vote is open on review {Number}: it is {ReviewWords.Of(State)}.", "Reload to see how it stands.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("review-is-decided")]
public sealed record ReviewIsDecided(int Number, ReviewState State)
    : Refusal(
        $"Review {Number} is {ReviewWords.Of(State)}; that stands.",
        "Submit another review, if the question comes up again."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("review-not-decided")]
public sealed record ReviewNotDecided(int Number)
    : Refusal($"Review {Number} is not approved.", "Conditions are fulfilled after an approval that names them.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("not-your-review")]
public sealed record NotYourReview(int Number)
    : Refusal($"Review {Number} is somebody else's.", "Whoever submitted it may change or withdraw it.")
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

[RefusalCode("not-on-the-board")]
public sealed record NotOnTheBoard()
    : Refusal("You have no seat on the ethics board.", "An administrator appoints its members.")
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

[RefusalCode("not-active-member")]
public sealed record NotActiveMember()
    : Refusal("This person has no seat on the ethics board now.", "Choose an active member.");

[RefusalCode("only-for-yourself")]
public sealed record OnlyForYourself()
    : Refusal("Others are marked present by whoever conducts the meeting.", "Mark yourself, or ask them.")
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

[RefusalCode("member-conflicted")]
public sealed record MemberConflicted(string Why)
    : Refusal(
        $"A conflict of interest stands in the way: {Why}.",
        "You may tell the board what it asks, and do not vote."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

[RefusalCode("conflict-reason-missing")]
public sealed record ConflictReasonMissing()
    : Refusal("The conflict of interest has no reason.", $"Say in 1 to {EthicsReview.MaxWords} characters what it is.");

[RefusalCode("conflict-already-stands")]
public sealed record ConflictAlreadyStands()
    : Refusal("This conflict of interest is already recorded.", "There is nothing more to do.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("not-present")]
public sealed record NotPresent() : Refusal("Only members who are present vote.", "Mark yourself present first.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("has-voted")]
public sealed record HasVoted()
    : Refusal("This member has voted; the presence is part of the vote.", "Close the vote first.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("no-quorum")]
public sealed record NoQuorum(string Missing)
    : Refusal($"The board has no quorum: {Missing}.", "Wait until they are there, or meet again.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("votes-outstanding")]
public sealed record VotesOutstanding(int Count)
    : Refusal(
        $"{Count} of those present {(Count == 1 ? "has" : "have")} not voted.",
        "Wait for them, or mark them as gone."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("vote-choice-unknown")]
public sealed record VoteChoiceUnknown() : Refusal("This is no vote.", "Vote for, against, or abstain.");

[RefusalCode("reason-for-no-missing")]
public sealed record ReasonForNoMissing()
    : Refusal("A vote against needs its reason.", "Say what speaks against it: the minutes keep what was contested.");

[RefusalCode("condition-invalid")]
public sealed record ConditionInvalid(string Fault) : Refusal($"The condition cannot be used: {Fault}.", "Correct it.");

[RefusalCode("conditions-are-fixed")]
public sealed record ConditionsAreFixed(int Number)
    : Refusal(
        $"The vote on review {Number} is open; its conditions stand.",
        "Adjourn the vote first: a vote counts for the words that were read."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("condition-checked-by-machine")]
public sealed record ConditionCheckedByMachine()
    : Refusal(
        "The portal checks this condition itself, at every promotion.",
        "Run an audit whose groups are large enough."
    );

[RefusalCode("condition-already-fulfilled")]
public sealed record ConditionAlreadyFulfilled()
    : Refusal("This condition is already fulfilled.", "There is nothing more to do.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("submitter-confirms-nothing")]
public sealed record SubmitterConfirmsNothing()
    : Refusal("Whoever submitted a review does not confirm its conditions.", "Ask another member of the board.")
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

[RefusalCode("already-on-the-board")]
public sealed record AlreadyOnTheBoard()
    : Refusal(
        "This person already has a seat on the ethics board.",
        "End that seat first, if it should be of another kind."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("seat-has-ended")]
public sealed record SeatHasEnded() : Refusal("This seat has already ended.", "There is nothing more to do.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("seat-period-invalid")]
public sealed record SeatPeriodInvalid()
    : Refusal("The seat ends before it begins.", "Choose an end after its beginning.");
