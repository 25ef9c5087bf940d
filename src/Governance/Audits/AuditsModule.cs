using Governance.Models;
using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Audits;

public static class AuditsModule
{
    public static IServiceCollection AddAudits(this IServiceCollection services) => services
        .AddSingleton<AuditShelf>()
        .AddSingleton<IPromotionGate, AuditGate>()
        .AddOtherDigests("audit_runs", "report_digest")
        .AddPermissions(AuditsPolicies.All);
}
