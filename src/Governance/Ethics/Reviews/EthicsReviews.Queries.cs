using Governance.Audits;
using Governance.Models;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Ethics;

/// <summary>Queries of reviews.</summary>
public sealed partial class EthicsReviews
{
    /// <summary>An approval that expires within this time is listed as expiring soon.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <summary>Lists reviews, newest first. Drafts are visible only to their author.</summary>
    /// <param name="modelVersionId">Only reviews of this model version; null = all.</param>
    public async Task<Result<Page<ReviewRow>>> ListAsync(
        Actor actor,
        ReviewShow show,
        Guid? modelVersionId,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(EthicsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var reviews = Visible(db, actor);
        reviews = show switch
        {
            ReviewShow.Waiting => reviews.Where(r =>
                r.State == ReviewState.Draft || r.State == ReviewState.Submitted || r.State == ReviewState.Voting
            ),
            ReviewShow.Decided => reviews.Where(r => r.DecidedAt != null),
            _ => reviews,
        };
        if (modelVersionId is not null)
            reviews = reviews.Where(r => r.ModelVersionId == modelVersionId);
        return await reviews.ToPageAsync(r => r.Number, new(cursor, size), some => Rows(db, some), r => r.Number, ct);
    }

    /// <summary>Returns a review. Drafts are visible only to their author.</summary>
    public async Task<Result<ReviewDetail>> FindAsync(Actor actor, Guid reviewId, CancellationToken ct)
    {
        if (actor.Lacks(EthicsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await Rows(db, Visible(db, actor).Where(r => r.Id == reviewId)).SingleOrDefaultAsync(ct);
        if (row is null)
            return new NotFound("ethics review", reviewId.ToString());
        var sitting = (await Sitting.OpenAsync(db, reviewId, time.GetUtcNow(), ct))!;
        var review = sitting.Review;
        var audit = await AuditRuns.BindingAsync(db, review.ModelVersionId, review.Alias, ct);
        var conditions = await db.Set<ReviewCondition>()
            .AsNoTracking()
            .Where(c => c.ReviewId == reviewId)
            .OrderBy(c => c.Id)
            .ToListAsync(ct);
        // After the decision, the board of the minutes is shown, not the current one.
        var board = review.Minutes?.Board ?? sitting.Board;
        return new ReviewDetail(
            row,
            review.LaySummary,
            review.Risks,
            review.VoteOpenedAt,
            [.. board.Select(s => Shown(s, review, actor))],
            VoteNeedsQuorum.Of(board),
            review.Minutes?.Tally,
            [.. conditions.Select(c => View(ConditionStanding.Of(c, audit)))],
            review.Minutes,
            review.DecisionDigest,
            actor.May(AuditsPolicies.Read) ? audit : null,
            PartOf(sitting, actor)
        );
    }

    /// <summary>Returns the reviews of these model versions, newest first. Drafts are visible only to their author.</summary>
    public async Task<Result<IReadOnlyList<ReviewRow>>> OfVersionsAsync(
        Actor actor,
        IReadOnlyCollection<Guid> modelVersionIds,
        CancellationToken ct
    )
    {
        if (actor.Lacks(EthicsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return Result.Of<IReadOnlyList<ReviewRow>>(
            await Rows(db, Visible(db, actor).Where(r => modelVersionIds.Contains(r.ModelVersionId))).ToListAsync(ct)
        );
    }

    /// <summary>Counts what waits for the actor, for the home page.</summary>
    public async Task<ReviewsWaiting> WaitingAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(EthicsPolicies.Read))
            return new(0, 0, 0);
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        var seats = db.Set<EthicsMember>()
            .Where(m =>
                m.UserId == actor.UserId && m.ActiveFrom <= now && (m.ActiveUntil == null || m.ActiveUntil > now)
            );
        var toVote = !actor.May(EthicsPolicies.Vote)
            ? 0
            : await (
                from review in db.Set<EthicsReview>()
                from seat in seats
                where
                    review.State == ReviewState.Voting
                    && review.SubmittedById != actor.UserId
                    && !db.Set<ReviewVote>().Any(v => v.ReviewId == review.Id && v.MemberId == seat.Id)
                    && !db.Set<ConflictOfInterest>().Any(c => c.ReviewId == review.Id && c.MemberId == seat.Id)
                select review.Id
            ).CountAsync(ct);
        var toMeet = !actor.May(EthicsPolicies.Conduct)
            ? 0
            : await db.Set<EthicsReview>()
                .CountAsync(r => r.State == ReviewState.Submitted && r.SubmittedById != actor.UserId, ct);
        var ending = !actor.May(EthicsPolicies.Submit) ? 0 : await EndingSoonAsync(db, now, ct);
        return new(toVote, toMeet, ending);
    }

    /// <summary>Counts all reviews by state.</summary>
    public async Task<Result<ReviewCounts>> CountsAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Lacks(EthicsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var counts = await db.Set<EthicsReview>()
            .GroupBy(r => r.State)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        int Of(ReviewState state) => counts.GetValueOrDefault(state);
        return new ReviewCounts(
            Of(ReviewState.Submitted),
            Of(ReviewState.Voting),
            Of(ReviewState.Approved) + Of(ReviewState.ApprovedWithConditions),
            Of(ReviewState.Rejected),
            await EndingSoonAsync(db, time.GetUtcNow(), ct)
        );
    }

    /// <summary>Returns the newest trained model versions, newest first, at most <see cref="Cursor.MaxPageSize"/>.</summary>
    public async Task<Result<IReadOnlyList<VersionChoice>>> VersionsAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Lacks(EthicsPolicies.Submit) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return Result.Of<IReadOnlyList<VersionChoice>>(
            await (
                from version in db.Set<ModelVersion>()
                join model in db.Set<Model>() on version.ModelId equals model.Id
                where version.State == ModelVersionState.Ready
                orderby version.Id descending
                select new VersionChoice(version.Id, model.Name, model.Title, version.Number)
            )
                .Take(Cursor.MaxPageSize)
                .ToListAsync(ct)
        );
    }

    private static Task<int> EndingSoonAsync(GovernanceDb db, DateTimeOffset now, CancellationToken ct)
    {
        var soon = now + Soon;
        return db.Set<EthicsReview>().CountAsync(r => r.ExpiresAt > now && r.ExpiresAt <= soon, ct);
    }

    private static IQueryable<EthicsReview> Visible(GovernanceDb db, Actor actor) =>
        db.Set<EthicsReview>()
            .AsNoTracking()
            .Where(r => r.State != ReviewState.Draft || r.SubmittedById == actor.UserId);

    private static IQueryable<ReviewRow> Rows(GovernanceDb db, IQueryable<EthicsReview> reviews) =>
        from review in reviews
        join version in db.Set<ModelVersion>() on review.ModelVersionId equals version.Id
        join model in db.Set<Model>() on version.ModelId equals model.Id
        orderby review.Number descending
        select new ReviewRow(
            review.Id,
            review.Number,
            review.Title,
            review.State,
            version.Id,
            model.Name,
            model.Title,
            version.Number,
            review.Alias,
            review.SubmittedById,
            review.SubmittedBy,
            review.CreatedAt,
            review.SubmittedAt,
            review.DecidedAt,
            review.ExpiresAt,
            db.Set<ReviewCondition>().Count(c => c.ReviewId == review.Id)
        );

    private static BoardSeat Shown(Seat seat, EthicsReview review, Actor actor)
    {
        var told = review.IsDecided || seat.UserId == actor.UserId;
        return new(
            seat.MemberId,
            seat.Name,
            seat.Kind,
            seat.Present,
            seat.Conflict?.Text,
            seat.Vote is not null,
            told ? seat.Vote : null,
            told ? seat.Comment : null
        );
    }

    private static MyPart PartOf(Sitting sitting, Actor actor)
    {
        var review = sitting.Review;
        var seat = sitting.SeatOfUser(actor.UserId);
        var conflict = ConflictedMembersDoNotVote.Of(actor.UserId, review.SubmittedById, seat?.Conflict);
        return new(
            seat?.MemberId,
            seat?.Present ?? false,
            conflict?.Text,
            seat?.Vote,
            seat?.Comment,
            MayVote: seat is { MayVote: true }
                && review.State == ReviewState.Voting
                && sitting.Quorum.Held
                && actor.May(EthicsPolicies.Vote),
            MayConduct: conflict is null && actor.May(EthicsPolicies.Conduct),
            IsSubmitter: review.SubmittedById == actor.UserId
        );
    }

    private static ConditionView View(ConditionStanding standing)
    {
        var c = standing.Condition;
        return new(
            c.Id,
            c.Kind,
            c.Words,
            c.Minimum,
            standing.Holds,
            standing.Line,
            c.Fulfilled?.By,
            c.Fulfilled?.At,
            c.FulfilledNote
        );
    }
}
