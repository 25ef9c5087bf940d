using Governance.Models;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Audits;

/// <summary>Lists versions that wait for an audit, and audits by version.</summary>
public sealed partial class AuditRuns
{
    /// <summary>Lists every audit of these model versions, newest first.</summary>
    public async Task<Result<IReadOnlyList<AuditMark>>> OfVersionsAsync(
        Actor actor,
        IReadOnlyCollection<Guid> modelVersionIds,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AuditsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return Result.Of<IReadOnlyList<AuditMark>>(
            await (
                from audit in db.Set<AuditRun>()
                where modelVersionIds.Contains(audit.ModelVersionId)
                join data in db.Set<Catalog.DatasetVersion>() on audit.DatasetVersionId equals data.Id
                orderby audit.Id descending
                select new AuditMark(
                    audit.Id,
                    audit.ModelVersionId,
                    data.Id,
                    data.Name,
                    audit.State,
                    audit.Verdict,
                    audit.Created.At,
                    audit.FinishedAt,
                    !Binding(db).Any(b => b.Id == audit.Id)
                )
            ).ToListAsync(ct)
        );
    }

    /// <summary>Counts for the home page.</summary>
    /// <param name="since">Audits that finished at this instant or later are counted.</param>
    public async Task<Result<AuditsWaiting>> WaitingAsync(Actor actor, DateTimeOffset since, CancellationToken ct)
    {
        if (actor.Lacks(AuditsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var finished = await db.Set<AuditRun>()
            .CountAsync(a => a.State == AuditState.Finished && a.FinishedAt >= since, ct);
        return new AuditsWaiting(await Unaudited(db).CountAsync(ct), await NotPassed(db).CountAsync(ct), finished);
    }

    /// <summary>Lists trained versions without a running or finished audit, newest first.</summary>
    /// <param name="take">Most versions to list.</param>
    public async Task<Result<IReadOnlyList<UnauditedVersion>>> UnauditedAsync(
        Actor actor,
        int take,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AuditsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return Result.Of<IReadOnlyList<UnauditedVersion>>(
            await (
                from version in Unaudited(db)
                join model in db.Set<Model>() on version.ModelId equals model.Id
                orderby version.Id descending
                select new UnauditedVersion(version.Id, model.Name, model.Title, version.Number, version.ReadyAt)
            )
                .Take(Cursor.Size(take))
                .ToListAsync(ct)
        );
    }

    /// <summary>Audits by a suite and on a dataset version that a promotion policy in force names.</summary>
    private static IQueryable<AuditRun> Binding(GovernanceDb db) =>
        from audit in db.Set<AuditRun>()
        join version in db.Set<ModelVersion>() on audit.ModelVersionId equals version.Id
        where
            db.Set<PromotionPolicy>()
                .Any(p =>
                    p.ModelId == version.ModelId
                    && p.State == PolicyState.InForce
                    && p.SuiteId == audit.SuiteId
                    && p.EvaluationVersionId == audit.DatasetVersionId
                )
        select audit;

    private static IQueryable<ModelVersion> Unaudited(GovernanceDb db) =>
        db.Set<ModelVersion>()
            .Where(v =>
                v.State == ModelVersionState.Ready
                && !db.Set<AuditRun>().Any(a => a.ModelVersionId == v.Id && a.State != AuditState.Failed)
            );

    /// <summary>
    /// Versions with a newest audit that did not pass; an exploratory audit counts only where there is none by a policy. An old
    /// version that no alias or open proposal refers to is left out: nobody has to act on it.
    /// </summary>
    private static IQueryable<ModelVersion> NotPassed(GovernanceDb db) =>
        db.Set<ModelVersion>()
            .Where(v =>
                v.State == ModelVersionState.Ready
                && (
                    db.Set<ModelAlias>().Any(a => a.VersionId == v.Id)
                    || db.Set<AliasProposal>().Any(p => p.ToVersionId == v.Id && p.State == ProposalState.Open)
                    || !db.Set<ModelVersion>()
                        .Any(later =>
                            later.ModelId == v.ModelId
                            && later.Number > v.Number
                            && later.State == ModelVersionState.Ready
                        )
                )
                && db.Set<AuditRun>()
                    .Where(a => a.ModelVersionId == v.Id && a.State == AuditState.Finished)
                    .OrderByDescending(a => Binding(db).Any(b => b.Id == a.Id))
                    .ThenByDescending(a => a.FinishedAt)
                    .ThenByDescending(a => a.Id)
                    .Take(1)
                    .Any(a => a.Verdict == AuditVerdict.Failed)
            );
}
