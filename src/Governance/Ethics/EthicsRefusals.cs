using Governance.Platform;

namespace Governance.Ethics;

/// <summary>The review has no title.</summary>
[RefusalCode("title-invalid")]
public sealed record TitleInvalid()
    : Refusal("The review has no title.", $"Enter a title of 1 to {EthicsReview.MaxTitle} characters.");

/// <summary>The text cannot be an alias.</summary>
[RefusalCode("alias-unusable")]
public sealed record AliasUnusable(string Alias)
    : Refusal(
        $"“{Alias}” is not a valid alias.",
        "Use 1 to 40 lower-case letters, digits and hyphens, such as champion."
    );

/// <summary>Only a trained model version can be reviewed.</summary>
[RefusalCode("version-not-trained")]
public sealed record VersionNotTrained(int Number)
    : Refusal(
        $"Model version {Number} is not trained.",
        "Wait until its training has finished, then create the review."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>A review cannot be submitted without a lay summary.</summary>
[RefusalCode("lay-summary-missing")]
public sealed record LaySummaryMissing()
    : Refusal(
        "The review has no lay summary.",
        "Describe in plain words what the model does, for whom, and which people's data it was trained on."
    );

/// <summary>A review cannot be submitted without a risk.</summary>
[RefusalCode("risks-missing")]
public sealed record RisksMissing()
    : Refusal("The review names no risk.", "Name at least one: every use of personal data has a risk.");

/// <summary>A risk has no description, or its level is unknown.</summary>
[RefusalCode("risk-unnamed")]
public sealed record RiskUnnamed()
    : Refusal(
        "A risk has no description or no valid level.",
        "Describe what may go wrong and for whom, and choose a level."
    );

/// <summary>A review cannot be submitted while a risk has no measure.</summary>
[RefusalCode("risk-unanswered")]
public sealed record RiskUnanswered(string Risk)
    : Refusal($"The risk “{Risk}” has no measure.", "Add at least one measure for it.");

/// <summary>A risk has more measures than allowed.</summary>
[RefusalCode("too-many-measures")]
public sealed record TooManyMeasures(int Count)
    : Refusal($"A risk has {Count} measures.", $"Reduce them to {EthicsReview.MaxRisks} at most.");

/// <summary>The review has more risks than allowed.</summary>
[RefusalCode("too-many-risks")]
public sealed record TooManyRisks(int Count)
    : Refusal($"The review has {Count} risks.", $"Reduce them to the {EthicsReview.MaxRisks} most severe ones.");

/// <summary>Another review for the same model version and alias is open.</summary>
[RefusalCode("review-under-way")]
public sealed record ReviewUnderWay(int Number)
    : Refusal($"Review {Number} for this version and alias is already open.", "Use that review, or withdraw it first.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The model version and alias of a draft cannot be changed.</summary>
[RefusalCode("review-aim-stands")]
public sealed record ReviewAimStands(int Number)
    : Refusal(
        $"Review {Number} is about another model version or alias.",
        "Keep its version and alias, or create another review."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>Only a draft can be changed or submitted.</summary>
[RefusalCode("review-not-draft")]
public sealed record ReviewNotDraft(int Number)
    : Refusal(
        $"Review {Number} is no longer a draft.",
        "Submit another review; if this one is not decided, withdraw it first."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The action needs a submitted review that is not decided.</summary>
[RefusalCode("review-not-before-the-board")]
public sealed record ReviewNotBeforeTheBoard(int Number, ReviewState State)
    : Refusal(
        $"Review {Number} is not under discussion: it is {ReviewWords.Of(State)}.",
        "Reload the page to see its current state."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The action needs an open vote.</summary>
[RefusalCode("vote-not-open")]
public sealed record VoteNotOpen(int Number, ReviewState State)
    : Refusal(
        $"No vote is open on review {Number}: it is {ReviewWords.Of(State)}.",
        "Reload the page to see its current state."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>A decided review cannot be withdrawn.</summary>
[RefusalCode("review-is-decided")]
public sealed record ReviewIsDecided(int Number, ReviewState State)
    : Refusal($"Review {Number} is {ReviewWords.Of(State)}; this cannot be changed.", "Submit another review instead.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>Conditions can be confirmed only after an approval with conditions.</summary>
[RefusalCode("review-not-decided")]
public sealed record ReviewNotDecided(int Number)
    : Refusal(
        $"Review {Number} is not approved with conditions.",
        "Conditions can be confirmed only after such an approval."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>Only the author of a review can do this.</summary>
[RefusalCode("not-your-review")]
public sealed record NotYourReview(int Number)
    : Refusal($"Review {Number} belongs to another person.", "Only its author can change, submit or withdraw it.")
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

/// <summary>The actor has no active seat on the board.</summary>
[RefusalCode("not-on-the-board")]
public sealed record NotOnTheBoard()
    : Refusal("You are not a member of the ethics board.", "Ask an administrator to appoint you.")
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

/// <summary>The named member has no active seat on the board.</summary>
[RefusalCode("not-active-member")]
public sealed record NotActiveMember()
    : Refusal("This person is not an active member of the ethics board.", "Choose an active member.");

/// <summary>Marking others needs <see cref="EthicsPolicies.Conduct"/>.</summary>
[RefusalCode("only-for-yourself")]
public sealed record OnlyForYourself()
    : Refusal(
        "You can mark only yourself as present or absent.",
        "Ask the person who conducts the meeting to mark others."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

/// <summary>The actor has a conflict of interest and can neither vote nor conduct the meeting.</summary>
[RefusalCode("member-conflicted")]
public sealed record MemberConflicted(string Why)
    : Refusal(
        $"You have a conflict of interest: {Why}.",
        "You may answer questions of the board, but you cannot vote or conduct the meeting."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

/// <summary>A conflict of interest needs a reason.</summary>
[RefusalCode("conflict-reason-missing")]
public sealed record ConflictReasonMissing()
    : Refusal("The conflict of interest has no reason.", $"Describe it in 1 to {EthicsReview.MaxWords} characters.");

/// <summary>The member has already declared a conflict, or submitted the review.</summary>
[RefusalCode("conflict-already-stands")]
public sealed record ConflictAlreadyStands()
    : Refusal("This conflict of interest is already recorded.", "There is nothing more to do.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>Only present members can vote.</summary>
[RefusalCode("not-present")]
public sealed record NotPresent() : Refusal("Only members who are present can vote.", "Mark yourself as present first.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>A member who has voted cannot be marked as absent.</summary>
[RefusalCode("has-voted")]
public sealed record HasVoted()
    : Refusal("This member has voted and cannot be marked as absent.", "Close or adjourn the vote first.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The action needs a quorum.</summary>
[RefusalCode("no-quorum")]
public sealed record NoQuorum(string Missing)
    : Refusal($"The board has no quorum: {Missing}.", "Wait until enough members are present, or meet again.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>Not all present members have voted.</summary>
[RefusalCode("votes-outstanding")]
public sealed record VotesOutstanding(int Count)
    : Refusal(
        $"{Count} {(Count == 1 ? "member who is present has" : "members who are present have")} not voted.",
        "Wait for their votes, or mark them as absent."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The vote is not a known choice.</summary>
[RefusalCode("vote-choice-unknown")]
public sealed record VoteChoiceUnknown() : Refusal("The vote is not valid.", "Vote for or against, or abstain.");

/// <summary>A vote against needs a reason.</summary>
[RefusalCode("reason-for-no-missing")]
public sealed record ReasonForNoMissing()
    : Refusal("A vote against needs a reason.", "Enter the reason; the minutes record it.");

/// <summary>The condition breaks a rule.</summary>
[RefusalCode("condition-invalid")]
public sealed record ConditionInvalid(Message Fault)
    : Refusal($"The condition is not valid: {Fault.Text}.", "Correct the condition.");

/// <summary>Conditions cannot change while a vote is open.</summary>
[RefusalCode("conditions-are-fixed")]
public sealed record ConditionsAreFixed(int Number)
    : Refusal(
        $"The vote on review {Number} is open, so its conditions cannot be changed.",
        "Adjourn the vote first: members vote on the conditions as they are."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>A condition that the portal checks cannot be confirmed by a person.</summary>
[RefusalCode("condition-checked-by-machine")]
public sealed record ConditionCheckedByMachine()
    : Refusal(
        "The portal checks this condition itself at every promotion.",
        "Run an audit in which every group is large enough."
    );

/// <summary>The condition was confirmed before.</summary>
[RefusalCode("condition-already-fulfilled")]
public sealed record ConditionAlreadyFulfilled()
    : Refusal("This condition is already fulfilled.", "There is nothing more to do.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The submitter of a review cannot confirm its conditions.</summary>
[RefusalCode("submitter-confirms-nothing")]
public sealed record SubmitterConfirmsNothing()
    : Refusal("The submitter of a review cannot confirm its conditions.", "Ask another member of the board.")
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

/// <summary>The user has a seat that is active or will be.</summary>
[RefusalCode("already-on-the-board")]
public sealed record AlreadyOnTheBoard()
    : Refusal(
        "This person already has a seat on the ethics board.",
        "To change the kind of member, end that seat first."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The seat has already ended.</summary>
[RefusalCode("seat-has-ended")]
public sealed record SeatHasEnded() : Refusal("This seat has already ended.", "There is nothing more to do.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The end of the seat is not after its beginning.</summary>
[RefusalCode("seat-period-invalid")]
public sealed record SeatPeriodInvalid()
    : Refusal("The seat does not end after it begins.", "Choose an end after its beginning.");
