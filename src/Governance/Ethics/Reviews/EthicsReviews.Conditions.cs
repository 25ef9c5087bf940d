using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Ethics;

/// <summary>Conditions: added before the vote, voted on with the review, confirmed after it.</summary>
public sealed partial class EthicsReviews
{
    private const int MaxConditions = 20;
    private const int MaxMinimum = 1_000_000;

    /// <summary>Adds a condition before the vote and returns its id; members vote on the review with its conditions.</summary>
    public async Task<Result<Guid>> AddConditionAsync(
        Actor actor,
        Guid reviewId,
        NewCondition wanted,
        CancellationToken ct
    )
    {
        var id = Guid.Empty;
        var done = await ChangeAsync(
            actor,
            EthicsPolicies.Conduct,
            reviewId,
            async sitting =>
            {
                if (MayNotWriteConditions(sitting, actor) is { } refusal)
                    return refusal;
                var words = (wanted.Words ?? "").Trim();
                if (TextRule.Check("words", words, EthicsReview.MaxWords) is { } unfit)
                    return unfit;
                if (Fault(wanted, words) is { } fault)
                    return new ConditionInvalid(fault);
                if ((await ConditionsAsync(sitting.Db, reviewId, ct)).Count >= MaxConditions)
                    return new ConditionInvalid(new TooManyConditions(MaxConditions));
                var condition = new ReviewCondition
                {
                    ReviewId = reviewId,
                    Kind = wanted.Kind,
                    Words = words,
                    Minimum = wanted.Minimum,
                    AddedAt = sitting.At,
                };
                sitting.Db.Add(condition);
                id = condition.Id;
                ledger.Append(
                    sitting.Db,
                    actor,
                    "ethics-review.condition-added",
                    reviewId,
                    new
                    {
                        Condition = condition.Id,
                        condition.Kind,
                        condition.Minimum,
                    }
                );
                return null;
            },
            ct
        );
        return done.Ok ? id : done.Refusal;
    }

    /// <summary>Removes a condition before the vote.</summary>
    public Task<Result> RemoveConditionAsync(Actor actor, Guid reviewId, Guid conditionId, CancellationToken ct) =>
        ChangeAsync(
            actor,
            EthicsPolicies.Conduct,
            reviewId,
            async sitting =>
            {
                if (MayNotWriteConditions(sitting, actor) is { } refusal)
                    return refusal;
                if (
                    (await ConditionsAsync(sitting.Db, reviewId, ct)).FirstOrDefault(c => c.Id == conditionId)
                    is not { } condition
                )
                    return new NotFound("condition", conditionId.ToString());
                sitting.Db.Remove(condition);
                ledger.Append(
                    sitting.Db,
                    actor,
                    "ethics-review.condition-removed",
                    reviewId,
                    new { Condition = conditionId }
                );
                return null;
            },
            ct
        );

    /// <summary>Confirms a condition of kind ByPerson, once, after the approval. The submitter of the review cannot do it.</summary>
    /// <param name="note">Evidence; optional.</param>
    public Task<Result> FulfilAsync(Actor actor, Guid reviewId, Guid conditionId, string? note, CancellationToken ct) =>
        ChangeAsync(
            actor,
            EthicsPolicies.Conduct,
            reviewId,
            async sitting =>
            {
                var review = sitting.Review;
                if (
                    (await ConditionsAsync(sitting.Db, reviewId, ct)).FirstOrDefault(c => c.Id == conditionId)
                    is not { } condition
                )
                    return new NotFound("condition", conditionId.ToString());
                if (review.State != ReviewState.ApprovedWithConditions)
                    return new ReviewNotDecided(review.Number);
                if (review.SubmittedById == actor.UserId)
                    return new SubmitterConfirmsNothing();
                if (condition.Kind != ConditionKind.ByPerson)
                    return new ConditionCheckedByMachine();
                if (condition.Fulfilled is not null)
                    return new ConditionAlreadyFulfilled();
                note = string.IsNullOrWhiteSpace(note) ? null : note.Trim();
                if (TextRule.Check("note", note, EthicsReview.MaxWords) is { } unfit)
                    return unfit;
                condition.FulfilledById = actor.UserId;
                condition.Fulfilled = new(actor.Name, sitting.At);
                condition.FulfilledNote = note;
                AppendToLedger(
                    sitting.Db,
                    actor,
                    review,
                    ("condition-fulfilled", "ethics-condition"),
                    new { review.Number, Condition = conditionId },
                    review.DecisionDigest
                );
                return null;
            },
            ct
        );

    private static Refusal? MayNotWriteConditions(Sitting sitting, Actor actor)
    {
        if (sitting.Review.State == ReviewState.Voting)
            return new ConditionsAreFixed(sitting.Review.Number);
        return (Refusal?)BeforeTheBoard(sitting.Review) ?? MayNotConduct(sitting, actor);
    }

    private static Message? Fault(NewCondition wanted, string words)
    {
        if (!Enum.IsDefined(wanted.Kind))
            return new ConditionKindUnknown();
        if (words.Length is 0 or > EthicsReview.MaxWords)
            return new ConditionTextLength(EthicsReview.MaxWords);
        return wanted.Kind switch
        {
            ConditionKind.ByPerson => wanted.Minimum is null ? null : new ConditionWithoutNumber(),
            ConditionKind.MinimumGroupSize => wanted.Minimum is >= 1 and <= MaxMinimum
                ? null
                : new GroupSizeOutOfRange(MaxMinimum),
            _ => throw new ArgumentOutOfRangeException(nameof(wanted), wanted.Kind, null),
        };
    }

    private static Task<List<ReviewCondition>> ConditionsAsync(GovernanceDb db, Guid reviewId, CancellationToken ct) =>
        db.Set<ReviewCondition>().Where(c => c.ReviewId == reviewId).OrderBy(c => c.Id).ToListAsync(ct);
}
