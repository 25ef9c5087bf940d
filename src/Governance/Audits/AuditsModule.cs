using Governance.Models;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Audits;

public static class AuditsModule
{
    public static IServiceCollection AddAudits(this IServiceCollection services) =>
        services
            .AddSingleton<AuditRuns>()
            .AddRunJob<AuditJob>(AuditJob.Kind, AuditsPolicies.Read, "gpu")
            .AddSingleton<IPromotionGate, AuditGate>()
            .AddOtherDigests("audit_runs", "report_digest")
            .AddOtherDigests("audit_stages", "samples_digest")
            .AddPermissions(AuditsPolicies.All);
}
