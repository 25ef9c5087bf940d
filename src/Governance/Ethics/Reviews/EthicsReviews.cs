using Governance.Ledger;
using Governance.Models;
using Governance.Platform;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Governance.Ethics;

/// <summary>
/// The door to ethics reviews: they are drafted, submitted, discussed, voted on and decided. Each change commits with its ledger
/// entry; a submission, a decision, a withdrawal and a fulfilled condition are also recorded in provenance.
/// </summary>
public sealed partial class EthicsReviews(
    IDbContextFactory<GovernanceDb> databases,
    LedgerEntries ledger,
    ProvenanceGraph provenance,
    TimeProvider time,
    IOptions<EthicsOptions> options
)
{
    private const int MaxAlias = 40;

    /// <summary>
    /// Creates a review, and submits it if asked. A draft may lack lay summary, risks and measures; a submitted review may not.
    /// </summary>
    public async Task<Result<EthicsReview>> DraftAsync(Actor actor, NewReview wanted, bool submit, CancellationToken ct)
    {
        if (actor.Lacks(EthicsPolicies.Submit) is { } refusal)
            return refusal;
        wanted = Trimmed(wanted);
        if (Unusable(wanted) is { } unusable)
            return unusable;
        if (submit && EveryRiskHasAMeasure.Check(wanted.LaySummary, wanted.Risks) is { } unfinished)
            return unfinished;
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        // Serialised, so that numbers have neither gaps nor duplicates.
        await change.LockAsync("ethics-reviews", ct);
        var version = await db.Set<ModelVersion>()
            .AsNoTracking()
            .SingleOrDefaultAsync(v => v.Id == wanted.ModelVersionId, ct);
        if (version is null)
            return new NotFound("model version", wanted.ModelVersionId.ToString());
        if (version.State != ModelVersionState.Ready)
            return new VersionNotTrained(version.Number);
        if (submit && await UnderWayAsync(db, wanted.ModelVersionId, wanted.Alias, ct) is { } other)
            return other;
        var review = new EthicsReview
        {
            Number = (await db.Set<EthicsReview>().MaxAsync(r => (int?)r.Number, ct) ?? 0) + 1,
            ModelVersionId = version.Id,
            Alias = wanted.Alias,
            Title = wanted.Title,
            LaySummary = wanted.LaySummary,
            Risks = [.. wanted.Risks],
            SubmittedById = actor.UserId,
            SubmittedBy = actor.Name,
            CreatedAt = time.GetUtcNow(),
        };
        db.Add(review);
        ledger.Append(
            db,
            actor,
            "ethics-review.drafted",
            review.Id,
            new
            {
                review.Number,
                review.ModelVersionId,
                review.Alias,
            }
        );
        if (submit)
            Submit(db, actor, review);
        if (await change.CommitAsync(ct) is { } unsaved)
            return unsaved;
        return review;
    }

    /// <summary>Changes the text of the actor's own draft; version and alias must stay the same.</summary>
    public Task<Result> ReviseAsync(Actor actor, Guid reviewId, NewReview wanted, CancellationToken ct)
    {
        wanted = Trimmed(wanted);
        return ChangeAsync(
            actor,
            EthicsPolicies.Submit,
            reviewId,
            sitting =>
            {
                var review = sitting.Review;
                if (review.SubmittedById != actor.UserId)
                    return new NotYourReview(review.Number);
                if (review.State != ReviewState.Draft)
                    return new ReviewNotDraft(review.Number);
                if (Unusable(wanted) is { } unusable)
                    return unusable;
                if (wanted.ModelVersionId != review.ModelVersionId || wanted.Alias != review.Alias)
                    return new ReviewAimStands(review.Number);
                (review.Title, review.LaySummary, review.Risks) = (wanted.Title, wanted.LaySummary, [.. wanted.Risks]);
                ledger.Append(sitting.Db, actor, "ethics-review.revised", review.Id);
                return null;
            },
            ct
        );
    }

    /// <summary>Submits the actor's own draft to the board; its text is fixed from then on.</summary>
    public Task<Result> SubmitAsync(Actor actor, Guid reviewId, CancellationToken ct) =>
        ChangeAsync(
            actor,
            EthicsPolicies.Submit,
            reviewId,
            async sitting =>
            {
                var review = sitting.Review;
                if (review.SubmittedById != actor.UserId)
                    return new NotYourReview(review.Number);
                if (review.State != ReviewState.Draft)
                    return new ReviewNotDraft(review.Number);
                if (EveryRiskHasAMeasure.Check(review.LaySummary, review.Risks) is { } unfinished)
                    return unfinished;
                if (await UnderWayAsync(sitting.Db, review.ModelVersionId, review.Alias, ct) is { } other)
                    return other;
                Submit(sitting.Db, actor, review);
                return null;
            },
            ct
        );

    /// <summary>Withdraws the actor's own review before it is decided.</summary>
    public Task<Result> WithdrawAsync(Actor actor, Guid reviewId, CancellationToken ct) =>
        ChangeAsync(
            actor,
            EthicsPolicies.Submit,
            reviewId,
            sitting =>
            {
                var review = sitting.Review;
                if (review.SubmittedById != actor.UserId)
                    return new NotYourReview(review.Number);
                if (review.IsDecided)
                    return new ReviewIsDecided(review.Number, review.State);
                (review.State, review.DecidedAt) = (ReviewState.Withdrawn, sitting.At);
                AppendToLedger(
                    sitting.Db,
                    actor,
                    review,
                    ("withdrawn", "ethics-withdraw"),
                    new { review.Number },
                    null
                );
                return null;
            },
            ct
        );

    private void Submit(GovernanceDb db, Actor actor, EthicsReview review)
    {
        (review.State, review.SubmittedAt) = (ReviewState.Submitted, time.GetUtcNow());
        var words = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(
                CanonicalJson.Bytes(
                    new
                    {
                        review.Title,
                        review.LaySummary,
                        review.Risks,
                    }
                )
            )
        );
        AppendToLedger(
            db,
            actor,
            review,
            ("submitted", "ethics-submit"),
            new
            {
                review.Number,
                review.ModelVersionId,
                review.Alias,
                Risks = review.Risks.Count,
                Words = words,
            },
            words
        );
    }

    /// <summary>Adds the ledger entry and the provenance step to the caller's context.</summary>
    private void AppendToLedger(
        GovernanceDb db,
        Actor actor,
        EthicsReview review,
        (string Verb, string Step) what,
        object facts,
        string? digest
    )
    {
        ledger.Append(db, actor, $"ethics-review.{what.Verb}", review.Id, facts);
        var activity = provenance.Record(db, actor, what.Step, facts);
        ProvenanceGraph.Derive(
            db,
            activity,
            ThingKey.Review(review.Id),
            digest,
            ThingKey.ModelVersion(review.ModelVersionId),
            null
        );
    }

    private Task<Result> ChangeAsync(
        Actor actor,
        string permission,
        Guid reviewId,
        Func<Sitting, Refusal?> apply,
        CancellationToken ct
    ) => ChangeAsync(actor, permission, reviewId, sitting => Task.FromResult(apply(sitting)), ct);

    /// <summary>
    /// Changes a review: checks the permission, locks, reads the current state, applies the change and commits. A refusal changes
    /// nothing.
    /// </summary>
    private async Task<Result> ChangeAsync(
        Actor actor,
        string permission,
        Guid reviewId,
        Func<Sitting, Task<Refusal?>> apply,
        CancellationToken ct
    )
    {
        if (actor.Lacks(permission) is { } refusal)
            return refusal;
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        await Sitting.LockAsync(db, reviewId, ct);
        if (await Sitting.OpenAsync(db, reviewId, time.GetUtcNow(), ct) is not { } sitting)
            return new NotFound("ethics review", reviewId.ToString());
        if (await apply(sitting) is { } refused)
            return refused;
        if (await change.CommitAsync(new ReviewUnderWay(sitting.Review.Number), ct) is { } unsaved)
            return unsaved;
        return Result.Done;
    }

    private static async Task<Refusal?> UnderWayAsync(
        GovernanceDb db,
        Guid modelVersionId,
        string alias,
        CancellationToken ct
    ) =>
        await db.Set<EthicsReview>()
            .Where(r =>
                r.ModelVersionId == modelVersionId
                && r.Alias == alias
                && (r.State == ReviewState.Submitted || r.State == ReviewState.Voting)
            )
            .Select(r => (int?)r.Number)
            .FirstOrDefaultAsync(ct)
            is { } number
            ? new ReviewUnderWay(number)
            : null;

    private static NewReview Trimmed(NewReview wanted) =>
        wanted with
        {
            Alias = (wanted.Alias ?? "").Trim().ToLowerInvariant(),
            Title = (wanted.Title ?? "").Trim(),
            LaySummary = (wanted.LaySummary ?? "").Trim(),
            Risks = EveryRiskHasAMeasure.Clean(wanted.Risks ?? []),
        };

    private static Refusal? Unusable(NewReview wanted)
    {
        if (wanted.Title.Length == 0)
            return new TitleInvalid();
        if (
            TextRule.Check(
                ("title", wanted.Title, EthicsReview.MaxTitle),
                ("laySummary", wanted.LaySummary, EthicsReview.MaxSummary)
            ) is
            { } unfit
        )
            return unfit;
        if (wanted.Alias.Length is 0 or > MaxAlias || KebabCase.Slug(wanted.Alias) != wanted.Alias)
            return new AliasUnusable(wanted.Alias);
        if (wanted.Risks.Count > EthicsReview.MaxRisks)
            return new TooManyRisks(wanted.Risks.Count);
        if (wanted.Risks.Any(r => r.What.Length == 0 || !Enum.IsDefined(r.Level)))
            return new RiskUnnamed();
        foreach (var (i, risk) in wanted.Risks.Index())
        {
            if (risk.Measures.Count > EthicsReview.MaxRisks)
                return new TooManyMeasures(risk.Measures.Count);
            if (TextRule.Check($"risks[{i}].what", risk.What, EthicsReview.MaxWords) is { } what)
                return what;
            foreach (var (m, measure) in risk.Measures.Index())
                if (TextRule.Check($"risks[{i}].measures[{m}]", measure, EthicsReview.MaxWords) is { } answer)
                    return answer;
        }
        return null;
    }
}
