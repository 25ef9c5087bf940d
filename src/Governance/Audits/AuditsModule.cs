using Governance.Consent;
using Governance.Models;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Audits;

/// <summary>Registers the audits capability.</summary>
public static class AuditsModule
{
    /// <summary>Adds the doors, the job, the promotion gate and the permissions of audits.</summary>
    public static IServiceCollection AddAudits(this IServiceCollection services) =>
        services
            .AddSingleton<AuditRuns>()
            .AddSingleton<AuditSuites>()
            .AddSingleton<PromotionPolicies>()
            .AddSingleton<AuditPredictions>()
            .AddRunJob<AuditJob>(AuditJob.Kind, AuditsPolicies.Read, "gpu")
            .AddSubjectHolding<AuditPredictionHolding>()
            .AddSingleton<IPromotionGate, AuditGate>()
            .AddOtherDigests("audit_runs", "report_digest")
            .AddOtherDigests("audit_stages", "samples_digest")
            .AddPermissions(AuditsPolicies.All);
}
