using Governance.Audits;
using Governance.Models;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Ethics;

/// <summary>
/// A promotion needs an approval of the board for this version under this alias that has not expired, with all of its conditions
/// met now. The newest decision counts: a later rejection overrides an earlier approval.
/// </summary>
public sealed class EthicsGate : IPromotionGate
{
    /// <inheritdoc/>
    public string Name => GateNames.Ethics;

    /// <inheritdoc/>
    public async Task<GateAnswer> AskAsync(GovernanceDb db, PromotionQuestion question, CancellationToken ct)
    {
        var review = await db.Set<EthicsReview>()
            .AsNoTracking()
            .Where(r =>
                r.ModelVersionId == question.ModelVersionId
                && r.Alias == question.Alias
                && r.DecidedAt <= question.At
                && r.State != ReviewState.Withdrawn
            )
            .OrderByDescending(r => r.DecidedAt)
            .ThenByDescending(r => r.Number)
            .FirstOrDefaultAsync(ct);
        if (review is { State: ReviewState.Rejected })
            return Answer(GateState.Unmet, new ReviewRejected(review.Number), review);
        if (question.Move == AliasMove.Rollback)
            return Answer(GateState.NotAsked, new RollbackWasReviewed(), review);
        if (review is null)
            return await NobodyDecidedAsync(db, question, ct);
        if (review.ExpiresAt is null || review.ExpiresAt <= question.At)
            return Answer(GateState.Unmet, new ApprovalRanOut(review.Number, review.ExpiresAt), review);
        return await ConditionsAsync(db, review, ct);
    }

    private async Task<GateAnswer> NobodyDecidedAsync(GovernanceDb db, PromotionQuestion question, CancellationToken ct)
    {
        var open = await db.Set<EthicsReview>()
            .AsNoTracking()
            .Where(r =>
                r.ModelVersionId == question.ModelVersionId
                && r.Alias == question.Alias
                && (r.State == ReviewState.Submitted || r.State == ReviewState.Voting)
            )
            .FirstOrDefaultAsync(ct);
        return open is not null
            ? Answer(GateState.Unmet, new ReviewOpen(open.Number, open.State), open)
            : new(Name, GateState.Unmet, new NoReview(question.Alias), null, null);
    }

    private async Task<GateAnswer> ConditionsAsync(GovernanceDb db, EthicsReview review, CancellationToken ct)
    {
        var conditions = await db.Set<ReviewCondition>()
            .AsNoTracking()
            .Where(c => c.ReviewId == review.Id)
            .OrderBy(c => c.Id)
            .ToListAsync(ct);
        var audit = conditions.Any(c => c.Kind == ConditionKind.MinimumGroupSize)
            ? await AuditRuns.BindingAsync(db, review.ModelVersionId, review.Alias, ct)
            : null;
        var standings = conditions.Select(c => ConditionStanding.Of(c, audit)).ToList();
        if (standings.FirstOrDefault(s => !s.Holds) is { } open)
            return Answer(GateState.Unmet, new ConditionDoesNotHold(review.Number, open.Found), review);
        return Answer(GateState.Met, new ReviewApproved(review.Number, [.. standings.Select(s => s.Found)]), review);
    }

    private GateAnswer Answer(GateState state, Message answer, EthicsReview? review) =>
        new(Name, state, answer, review is null ? null : $"/trust/reviews/{review.Id}", review?.DecisionDigest);
}
