using System.Text.RegularExpressions;
using Governance.Catalog;
using Governance.Ledger;
using Governance.Models;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Audits;

/// <summary>
/// The door to promotion policies: propose, approve, reject and read them. Without a policy in force nothing is promoted to an
/// alias. Nobody approves what the same account proposed.
/// </summary>
public sealed partial class PromotionPolicies(
    IDbContextFactory<GovernanceDb> databases,
    LedgerEntries ledger,
    TimeProvider time
)
{
    /// <summary>Lists the policies of a model's aliases, newest first.</summary>
    public async Task<Result<Page<PolicyRow>>> ListAsync(
        Actor actor,
        string model,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AuditsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await ModelAsync(db, model, ct) is not { } found)
            return new NotFound("model", model);
        return await db.Set<PromotionPolicy>()
            .AsNoTracking()
            .Where(p => p.ModelId == found.Id)
            .ToPageAsync(p => p.Id, new(cursor, size), some => Rows(db, some), r => r.Policy.Id, ct);
    }

    /// <summary>
    /// Returns the models with proposed policies that the actor may approve, one name for each policy, in their order.
    /// </summary>
    public async Task<Result<IReadOnlyList<string>>> PendingAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Lacks(AuditsPolicies.Approve) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return Result.Of<IReadOnlyList<string>>(
            await (
                from policy in db.Set<PromotionPolicy>()
                where policy.State == PolicyState.Proposed && policy.CreatedById != actor.UserId
                join model in db.Set<Model>() on policy.ModelId equals model.Id
                orderby policy.Id
                select model.Name
            ).ToListAsync(ct)
        );
    }

    /// <summary>Finds a policy; refused when there is none with this id.</summary>
    public async Task<Result<PolicyRow>> FindAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (actor.Lacks(AuditsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await Rows(db, db.Set<PromotionPolicy>().AsNoTracking().Where(p => p.Id == id))
            .SingleOrDefaultAsync(ct);
        return row is null ? new NotFound("promotion policy", id.ToString()) : row;
    }

    /// <summary>The policy in force for an alias; null when there is none.</summary>
    public static async Task<PolicyRow?> InForceAsync(
        GovernanceDb db,
        Guid modelId,
        string alias,
        CancellationToken ct
    ) =>
        await Rows(
                db,
                db.Set<PromotionPolicy>()
                    .AsNoTracking()
                    .Where(p => p.ModelId == modelId && p.Alias == alias && p.State == PolicyState.InForce)
            )
            .SingleOrDefaultAsync(ct);

    /// <summary>Proposes a policy for an alias. It changes nothing until another account approves it.</summary>
    public async Task<Result<PolicyRow>> ProposeAsync(
        Actor actor,
        string model,
        string alias,
        NewPolicy wanted,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AuditsPolicies.Propose) is { } refusal)
            return refusal;
        if (Fault(alias, wanted) is { } fault)
            return fault;
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        if (await ModelAsync(db, model, ct) is not { } found)
            return new NotFound("model", model);
        if (await NamedAsync(db, wanted.SuiteId, wanted.EvaluationVersionId, ct) is { } unfit)
            return unfit;
        var policy = new PromotionPolicy
        {
            ModelId = found.Id,
            Alias = alias,
            SuiteId = wanted.SuiteId,
            EvaluationVersionId = wanted.EvaluationVersionId,
            MaximumAgeDays = wanted.MaximumAgeDays,
            MinimumSubjects = wanted.MinimumSubjects,
            MinimumSamples = wanted.MinimumSamples,
            MaximumWithdrawnShare = wanted.MaximumWithdrawnShare,
            ApproverRole = wanted.ApproverRole,
            Reason = wanted.Reason.Trim(),
            State = PolicyState.Proposed,
            CreatedById = actor.UserId,
            Created = new(actor.Name, time.GetUtcNow()),
        };
        db.Add(policy);
        Append(db, actor, "promotion-policy.proposed", policy);
        if (await change.CommitAsync(new PolicyWaits(alias), ct) is { } refused)
            return refused;
        return await FindAsync(Actor.Portal, policy.Id, ct);
    }

    /// <summary>Approves a policy that another account proposed. It is in force at once and replaces the one before.</summary>
    public async Task<Result<PolicyRow>> ApproveAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (actor.Lacks(AuditsPolicies.Approve) is { } refusal)
            return refusal;
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        var found = await ProposedAsync(change, id, ct);
        if (!found.Ok)
            return found.Refusal;
        var policy = found.Value;
        if (policy.CreatedById == actor.UserId)
            return new OwnProposal("promotion policy");
        if (await NamedAsync(db, policy.SuiteId, policy.EvaluationVersionId, ct) is { } unfit)
            return unfit;
        var before = await db.Set<PromotionPolicy>()
            .SingleOrDefaultAsync(
                p => p.ModelId == policy.ModelId && p.Alias == policy.Alias && p.State == PolicyState.InForce,
                ct
            );
        if (before is not null)
        {
            // Saved first, because the database holds one policy in force for an alias.
            before.State = PolicyState.Replaced;
            Append(db, actor, "promotion-policy.replaced", before);
            if (await db.TrySaveAsync(ct) is { } unsaved)
                return unsaved;
        }
        Decide(policy, PolicyState.InForce, actor);
        Append(db, actor, "promotion-policy.approved", policy);
        if (await change.CommitAsync(ct) is { } refused)
            return refused;
        return await FindAsync(Actor.Portal, id, ct);
    }

    /// <summary>Rejects a proposed policy; its proposer can withdraw it in the same way.</summary>
    public async Task<Result> RejectAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (actor.Lacks(AuditsPolicies.Read) is { } refusal)
            return refusal;
        await using var change = await Change.BeginAsync(databases, ct);
        var found = await ProposedAsync(change, id, ct);
        if (!found.Ok)
            return found.Refusal;
        if (found.Value.CreatedById != actor.UserId && actor.Lacks(AuditsPolicies.Approve) is { } lacks)
            return lacks;
        Decide(found.Value, PolicyState.Rejected, actor);
        Append(change.Db, actor, "promotion-policy.rejected", found.Value);
        return await change.CommitAsync(ct) is { } refused ? refused : Result.Done;
    }

    private static async Task<Result<PromotionPolicy>> ProposedAsync(Change change, Guid id, CancellationToken ct)
    {
        var place = await change
            .Db.Set<PromotionPolicy>()
            .Where(p => p.Id == id)
            .Select(p => new { p.ModelId, p.Alias })
            .SingleOrDefaultAsync(ct);
        if (place is null)
            return new NotFound("promotion policy", id.ToString());
        await change.LockAsync($"promotion-policy {place.ModelId} {place.Alias}", ct);
        var policy = await change.Db.Set<PromotionPolicy>().SingleAsync(p => p.Id == id, ct);
        return policy.State == PolicyState.Proposed ? policy : new PolicyIsDecided(policy.Alias, policy.State);
    }

    private void Decide(PromotionPolicy policy, PolicyState state, Actor actor) =>
        (policy.State, policy.DecidedById, policy.Decided) = (state, actor.UserId, new(actor.Name, time.GetUtcNow()));

    private void Append(GovernanceDb db, Actor actor, string kind, PromotionPolicy policy) =>
        ledger.Append(
            db,
            actor,
            kind,
            policy.Id,
            new
            {
                model = policy.ModelId,
                policy.Alias,
                suite = policy.SuiteId,
                evaluationVersion = policy.EvaluationVersionId,
                policy.MaximumAgeDays,
                policy.MinimumSubjects,
                policy.MinimumSamples,
                policy.MaximumWithdrawnShare,
                policy.ApproverRole,
                proposedBy = policy.CreatedById,
                by = actor.UserId,
            }
        );

    private static Task<Model?> ModelAsync(GovernanceDb db, string name, CancellationToken ct) =>
        db.Set<Model>().AsNoTracking().SingleOrDefaultAsync(m => m.Name == name, ct);

    private static async Task<Refusal?> NamedAsync(GovernanceDb db, Guid suiteId, Guid versionId, CancellationToken ct)
    {
        var suite = await db.Set<SuiteVersion>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == suiteId, ct);
        if (suite is null)
            return new NotFound("audit suite", suiteId.ToString());
        if (suite.State != SuiteState.Approved)
            return new SuiteNotApproved(suite.Name, suite.Number);
        var version = await db.Set<DatasetVersion>().AsNoTracking().SingleOrDefaultAsync(v => v.Id == versionId, ct);
        if (version is null)
            return new NotFound("version", versionId.ToString());
        return version.State != VersionState.Sealed ? new AuditDataNotSealed(version.Name)
            : version.SplitDigest is null ? new EvaluationSplitNotDeclared(version.Name)
            : null;
    }

    private static Refusal? Fault(string alias, NewPolicy wanted)
    {
        if (alias is null || !AliasName().IsMatch(alias))
            return new AliasNameUnusable(alias ?? "");
        if (wanted.Fault() is { } fault)
            return new PolicyUnusable(fault);
        if (
            wanted.ApproverRole is { } role
            && new KnownNames("a role", Roles.All).Check("approverRole", role) is { } no
        )
            return no;
        return string.IsNullOrWhiteSpace(wanted.Reason)
            ? new ReasonMissing()
            : TextRule.Check("reason", wanted.Reason.Trim(), SuiteVersion.LongestReason);
    }

    private static IQueryable<PolicyRow> Rows(GovernanceDb db, IQueryable<PromotionPolicy> policies) =>
        from policy in policies
        join model in db.Set<Model>() on policy.ModelId equals model.Id
        join suite in db.Set<SuiteVersion>() on policy.SuiteId equals suite.Id
        join data in db.Set<DatasetVersion>() on policy.EvaluationVersionId equals data.Id
        select new PolicyRow(policy, model.Name, suite.Name, suite.Number, data.Name);

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,39}\z")]
    private static partial Regex AliasName();
}
