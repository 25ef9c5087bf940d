using System.Text.Json;
using System.Text.Json.Nodes;
using Governance.Catalog;
using Governance.Models;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Audits;

/// <summary>Reads audits and their reports.</summary>
public sealed partial class AuditRuns
{
    /// <summary>Lists audits, newest first.</summary>
    /// <param name="modelVersionId">Only audits of this model version; null = all.</param>
    /// <param name="verdict">Only audits with this verdict; null = all.</param>
    public async Task<Result<Page<AuditRow>>> ListAsync(
        Actor actor,
        Guid? modelVersionId,
        AuditVerdict? verdict,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AuditsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var audits = db.Set<AuditRun>().AsNoTracking();
        if (verdict is not null)
            audits = audits.Where(a => a.Verdict == verdict);
        if (modelVersionId is { } version)
            audits = audits.Where(a => a.ModelVersionId == version);
        return await audits.ToPageAsync(a => a.Id, new(cursor, size), some => Rows(db, some), r => r.Audit.Id, ct);
    }

    /// <summary>Finds an audit; refused when there is none with this id.</summary>
    public async Task<Result<AuditRow>> FindAsync(Actor actor, Guid auditId, CancellationToken ct)
    {
        if (actor.Lacks(AuditsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await Rows(db, db.Set<AuditRun>().AsNoTracking().Where(a => a.Id == auditId))
            .SingleOrDefaultAsync(ct);
        return row is null ? new NotFound("audit", auditId.ToString()) : row;
    }

    /// <summary>Reads the report of an audit; null until the audit has finished, or when the report has another schema.</summary>
    public static AuditReport? Report(AuditRun audit)
    {
        if (audit.Report is not { } text)
            return null;
        var document = JsonNode.Parse(text)!;
        if (document["schema"]?.GetValue<int>() is not (>= 1 and <= AuditReport.CurrentSchema))
            return null;
        StoredSuite.Complete(document["bound"]!["suite"]!.AsObject());
        return document.Deserialize<AuditReport>(CanonicalJson.Options);
    }

    /// <summary>
    /// The report as canonical JSON bytes; their SHA-256 is the report's digest. The database does not keep the order of
    /// members. Null until the audit has finished.
    /// </summary>
    public static byte[]? Bytes(AuditRun audit) =>
        audit.Report is { } text ? CanonicalJson.Bytes(JsonNode.Parse(text)) : null;

    private static IQueryable<AuditRow> Rows(GovernanceDb db, IQueryable<AuditRun> audits) =>
        from audit in audits
        join version in db.Set<ModelVersion>() on audit.ModelVersionId equals version.Id
        join model in db.Set<Model>() on version.ModelId equals model.Id
        join data in db.Set<DatasetVersion>() on audit.DatasetVersionId equals data.Id
        join dataset in db.Set<Dataset>() on data.DatasetId equals dataset.Id
        join named in db.Set<SuiteVersion>() on audit.SuiteId equals (Guid?)named.Id into suites
        from suite in suites.DefaultIfEmpty()
        orderby audit.Id descending
        select new AuditRow(
            audit,
            model.Name,
            version.Number,
            data.Name,
            dataset.Synthetic,
            suite.Name,
            (int?)suite.Number,
            db.Set<PromotionPolicy>()
                .Where(p =>
                    p.ModelId == model.Id
                    && p.State == PolicyState.InForce
                    && p.SuiteId == audit.SuiteId
                    && p.EvaluationVersionId == audit.DatasetVersionId
                )
                .OrderBy(p => p.Alias)
                .Select(p => p.Alias)
                .ToList()
        );

    /// <summary>Finds the newest finished audit of a model version; null when there is none.</summary>
    public async Task<Result<AuditFacts?>> NewestAsync(Actor actor, Guid modelVersionId, CancellationToken ct)
    {
        if (actor.Lacks(AuditsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return Result.Of(await NewestAsync(db, modelVersionId, ct));
    }

    /// <summary>The same in the caller's context.</summary>
    public static async Task<AuditFacts?> NewestAsync(GovernanceDb db, Guid modelVersionId, CancellationToken ct)
    {
        var audit = await db.Set<AuditRun>()
            .AsNoTracking()
            .Where(a => a.ModelVersionId == modelVersionId && a.State == AuditState.Finished)
            .OrderByDescending(a => a.FinishedAt)
            .ThenByDescending(a => a.Id)
            .FirstOrDefaultAsync(ct);
        return audit is null ? null : Facts(audit);
    }
}
