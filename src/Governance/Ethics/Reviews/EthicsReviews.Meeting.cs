using Governance.Ledger;
using Governance.Platform;

namespace Governance.Ethics;

/// <summary>The meeting: attendance, conflicts of interest, opening, casting, adjourning and closing the vote.</summary>
public sealed partial class EthicsReviews
{
    /// <summary>Declares the actor's own conflict of interest, which cannot be undone. A vote already cast is deleted.</summary>
    public Task<Result> DeclareConflictAsync(Actor actor, Guid reviewId, string reason, CancellationToken ct) =>
        ChangeAsync(
            actor,
            EthicsPolicies.Vote,
            reviewId,
            sitting =>
            {
                if (BeforeTheBoard(sitting.Review) is { } closed)
                    return closed;
                if (sitting.SeatOfUser(actor.UserId) is not { } seat)
                    return new NotOnTheBoard();
                if (seat.Conflict is not null)
                    return new ConflictAlreadyStands();
                reason = (reason ?? "").Trim();
                if (reason.Length == 0)
                    return new ConflictReasonMissing();
                if (TextRule.Check("reason", reason, EthicsReview.MaxWords) is { } unfit)
                    return unfit;
                sitting.Db.Add(
                    new ConflictOfInterest
                    {
                        ReviewId = reviewId,
                        MemberId = seat.MemberId,
                        Reason = reason,
                        DeclaredAt = sitting.At,
                    }
                );
                var vote = sitting.VoteOf(seat.MemberId);
                if (vote is not null)
                    sitting.Db.Remove(vote);
                ledger.Append(
                    sitting.Db,
                    actor,
                    "ethics-review.conflict-declared",
                    reviewId,
                    new { Member = seat.MemberId, VoteVoided = vote is not null },
                    new PersonalFact("reason", reason)
                );
                return null;
            },
            ct
        );

    /// <summary>Marks a member as present or absent. A member who has voted cannot be marked as absent.</summary>
    /// <param name="memberId">Null = the actor; marking others needs <see cref="EthicsPolicies.Conduct"/>.</param>
    public Task<Result> MarkPresentAsync(
        Actor actor,
        Guid reviewId,
        Guid? memberId,
        bool present,
        CancellationToken ct
    ) =>
        ChangeAsync(
            actor,
            EthicsPolicies.Vote,
            reviewId,
            sitting =>
            {
                if (BeforeTheBoard(sitting.Review) is { } closed)
                    return closed;
                var own = sitting.SeatOfUser(actor.UserId);
                if (memberId is null && own is null)
                    return new NotOnTheBoard();
                if (memberId is { } named && named != own?.MemberId && !actor.May(EthicsPolicies.Conduct))
                    return new OnlyForYourself();
                var seat = memberId is { } id ? sitting.SeatOfMember(id) : own;
                if (seat is null)
                    return new NotActiveMember();
                if (seat.Present == present)
                    return null;
                if (!present && seat.Vote is not null)
                    return new HasVoted();
                var presence = sitting.PresenceOf(seat.MemberId);
                if (presence is null)
                    sitting.Db.Add(
                        new ReviewPresence
                        {
                            ReviewId = reviewId,
                            MemberId = seat.MemberId,
                            ArrivedAt = sitting.At,
                        }
                    );
                else if (present)
                    (presence.ArrivedAt, presence.LeftAt) = (sitting.At, null);
                else
                    presence.LeftAt = sitting.At;
                ledger.Append(
                    sitting.Db,
                    actor,
                    present ? "ethics-review.member-arrived" : "ethics-review.member-left",
                    reviewId,
                    new { Member = seat.MemberId }
                );
                return null;
            },
            ct
        );

    /// <summary>Opens the vote on the review with its conditions. Needs a quorum.</summary>
    public Task<Result> OpenVoteAsync(Actor actor, Guid reviewId, CancellationToken ct) =>
        ChangeAsync(
            actor,
            EthicsPolicies.Conduct,
            reviewId,
            sitting =>
            {
                var review = sitting.Review;
                if (review.State != ReviewState.Submitted)
                    return new ReviewNotBeforeTheBoard(review.Number, review.State);
                if (MayNotConduct(sitting, actor) is { } interested)
                    return interested;
                if (sitting.Quorum.Missing is { } missing)
                    return new NoQuorum(missing);
                (review.State, review.VoteOpenedAt) = (ReviewState.Voting, sitting.At);
                ledger.Append(
                    sitting.Db,
                    actor,
                    "ethics-review.vote-opened",
                    reviewId,
                    new { review.Number, sitting.Quorum }
                );
                return null;
            },
            ct
        );

    /// <summary>Casts or changes the actor's own vote. Needs a quorum.</summary>
    public Task<Result> VoteAsync(
        Actor actor,
        Guid reviewId,
        VoteChoice choice,
        string? comment,
        CancellationToken ct
    ) =>
        ChangeAsync(
            actor,
            EthicsPolicies.Vote,
            reviewId,
            sitting =>
            {
                var review = sitting.Review;
                if (review.State != ReviewState.Voting)
                    return new VoteNotOpen(review.Number, review.State);
                if (sitting.SeatOfUser(actor.UserId) is not { } seat)
                    return new NotOnTheBoard();
                if (seat.Conflict is { } conflict)
                    return new MemberConflicted(conflict.Text);
                if (!seat.Present)
                    return new NotPresent();
                if (sitting.Quorum.Missing is { } missing)
                    return new NoQuorum(missing);
                if (!Enum.IsDefined(choice))
                    return new VoteChoiceUnknown();
                comment = string.IsNullOrWhiteSpace(comment) ? null : comment.Trim();
                if (TextRule.Check("comment", comment, EthicsReview.MaxWords) is { } unfit)
                    return unfit;
                if (choice == VoteChoice.Against && comment is null)
                    return new ReasonForNoMissing();
                if (sitting.VoteOf(seat.MemberId) is { } vote)
                    (vote.Choice, vote.Comment, vote.CastAt) = (choice, comment, sitting.At);
                else
                    sitting.Db.Add(
                        new ReviewVote
                        {
                            ReviewId = reviewId,
                            MemberId = seat.MemberId,
                            Choice = choice,
                            Comment = comment,
                            CastAt = sitting.At,
                        }
                    );
                PersonalFact[] said = comment is null ? [] : [new("comment", comment)];
                ledger.Append(
                    sitting.Db,
                    actor,
                    "ethics-review.voted",
                    reviewId,
                    new { Member = seat.MemberId, Choice = choice },
                    said
                );
                return null;
            },
            ct
        );

    /// <summary>Ends the vote without a decision: the review is discussed again, and the votes are deleted.</summary>
    public Task<Result> AdjournAsync(Actor actor, Guid reviewId, CancellationToken ct) =>
        ChangeAsync(
            actor,
            EthicsPolicies.Conduct,
            reviewId,
            sitting =>
            {
                var review = sitting.Review;
                if (review.State != ReviewState.Voting)
                    return new VoteNotOpen(review.Number, review.State);
                if (MayNotConduct(sitting, actor) is { } interested)
                    return interested;
                sitting.Db.Set<ReviewVote>().RemoveRange(sitting.Votes);
                (review.State, review.VoteOpenedAt) = (ReviewState.Submitted, null);
                ledger.Append(
                    sitting.Db,
                    actor,
                    "ethics-review.vote-adjourned",
                    reviewId,
                    new { review.Number, VotesVoided = sitting.Votes.Count }
                );
                return null;
            },
            ct
        );

    /// <summary>Closes the vote: decides by majority and writes the minutes, which cannot be changed afterwards.</summary>
    public Task<Result> CloseAsync(Actor actor, Guid reviewId, CancellationToken ct) =>
        ChangeAsync(
            actor,
            EthicsPolicies.Conduct,
            reviewId,
            async sitting =>
            {
                var review = sitting.Review;
                if (review.State != ReviewState.Voting)
                    return new VoteNotOpen(review.Number, review.State);
                if (MayNotConduct(sitting, actor) is { } interested)
                    return interested;
                if (sitting.Quorum.Missing is { } missing)
                    return new NoQuorum(missing);
                if (sitting.Board.Count(s => s.MayVote && s.Vote is null) is > 0 and var outstanding)
                    return new VotesOutstanding(outstanding);
                var conditions = await ConditionsAsync(sitting.Db, reviewId, ct);
                var tally = ApprovalNeedsMajorityOfThosePresent.Count(sitting.Board);
                review.State = ApprovalNeedsMajorityOfThosePresent.Outcome(tally, conditions.Count > 0);
                review.DecidedAt = sitting.At;
                review.ExpiresAt = review.IsApproved ? sitting.At + options.Value.ApprovalLasts : null;
                review.Minutes = new(
                    review.Number,
                    review.Title,
                    review.ModelVersionId,
                    review.Alias,
                    review.VoteOpenedAt!.Value,
                    sitting.At,
                    actor.Name,
                    sitting.Board,
                    sitting.Quorum,
                    tally,
                    review.State,
                    [.. conditions.Select(c => new MinutedCondition(c.Id, c.Kind, c.Words, c.Minimum))],
                    review.ExpiresAt
                );
                review.DecisionDigest = review.Minutes.Digest();
                AppendToLedger(
                    sitting.Db,
                    actor,
                    review,
                    ("decided", "ethics-decide"),
                    new
                    {
                        review.Number,
                        Outcome = review.State,
                        tally,
                        sitting.Quorum,
                        Conditions = conditions.Count,
                        Minutes = review.DecisionDigest,
                        review.ExpiresAt,
                    },
                    review.DecisionDigest
                );
                return null;
            },
            ct
        );

    private static ReviewNotBeforeTheBoard? BeforeTheBoard(EthicsReview review) =>
        review.State is ReviewState.Submitted or ReviewState.Voting ? null : new(review.Number, review.State);

    /// <summary>A person with an interest in the outcome may not conduct the meeting either.</summary>
    private static MemberConflicted? MayNotConduct(Sitting sitting, Actor actor) =>
        ConflictedMembersDoNotVote.Of(
            actor.UserId,
            sitting.Review.SubmittedById,
            sitting.SeatOfUser(actor.UserId)?.Conflict
        )
            is { } conflict
            ? new(conflict.Text)
            : null;
}
