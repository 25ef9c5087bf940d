using System.Text.Json;
using Governance.Models;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Audits;

/// <summary>Finds the audits that promotion policies name.</summary>
public sealed partial class AuditRuns
{
    /// <summary>
    /// The newest finished audit of a version that the policy of the alias in force names; null without a policy or such an
    /// audit. For gates that ask inside a transaction.
    /// </summary>
    public static async Task<AuditFacts?> BindingAsync(
        GovernanceDb db,
        Guid modelVersionId,
        string alias,
        CancellationToken ct
    )
    {
        var modelId = await db.Set<ModelVersion>()
            .Where(v => v.Id == modelVersionId)
            .Select(v => v.ModelId)
            .SingleAsync(ct);
        var policy = await PromotionPolicies.InForceAsync(db, modelId, alias, ct);
        return policy is not null && await BindingAsync(db, policy.Policy, modelVersionId, ct) is { } audit
            ? Facts(audit)
            : null;
    }

    /// <summary>The newest finished audit of a version by the policy's suite version on its evaluation version.</summary>
    internal static Task<AuditRun?> BindingAsync(
        GovernanceDb db,
        PromotionPolicy policy,
        Guid modelVersionId,
        CancellationToken ct
    ) =>
        db.Set<AuditRun>()
            .AsNoTracking()
            .Where(a =>
                a.ModelVersionId == modelVersionId
                && a.State == AuditState.Finished
                && a.SuiteId == policy.SuiteId
                && a.DatasetVersionId == policy.EvaluationVersionId
            )
            .OrderByDescending(a => a.FinishedAt)
            .ThenByDescending(a => a.Id)
            .FirstOrDefaultAsync(ct);

    /// <summary>The part of a finished audit's report that gates read.</summary>
    internal static AuditReportHead Head(AuditRun audit) =>
        JsonSerializer.Deserialize<AuditReportHead>(audit.Report!, CanonicalJson.Options)
        ?? new(null, null, null, null);

    private static AuditFacts Facts(AuditRun audit)
    {
        var head = Head(audit);
        return new(
            audit.Id,
            audit.ReportDigest!,
            audit.Verdict == AuditVerdict.Passed,
            head.GroupSizes ?? new Dictionary<string, int>(),
            head.Findings ?? [],
            audit.FinishedAt!.Value
        );
    }
}
