using System.Text.Json;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Audits;

/// <summary>The door to audits that were done.</summary>
public sealed class AuditShelf(IDbContextFactory<GovernanceDb> databases)
{
    /// <summary>The newest finished audit of a model version; null when there is none.</summary>
    public async Task<Result<AuditFacts?>> NewestAsync(Actor actor, Guid modelVersionId, CancellationToken ct)
    {
        if (actor.Lacks(AuditsPolicies.Read) is { } refusal) return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return Result.Of(await NewestAsync(db, modelVersionId, ct));
    }

    /// <summary>The same inside a caller's transaction, for gates.</summary>
    public static async Task<AuditFacts?> NewestAsync(GovernanceDb db, Guid modelVersionId, CancellationToken ct)
    {
        var audit = await db.Set<AuditRun>().AsNoTracking()
            .Where(a => a.ModelVersionId == modelVersionId && a.State == AuditState.Finished)
            .OrderByDescending(a => a.FinishedAt).ThenByDescending(a => a.Id).FirstOrDefaultAsync(ct);
        if (audit is null) return null;
        var head = JsonSerializer.Deserialize<AuditReportHead>(audit.Report!, CanonicalJson.Options);
        return new(audit.Id, audit.ReportDigest!, audit.Verdict == AuditVerdict.Passed, head?.GroupSizes ?? new Dictionary<string, int>(), head?.Findings ?? [], audit.FinishedAt!.Value);
    }
}
