using Governance.Models;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Audits;

public static class AuditsModule
{
    public static IServiceCollection AddAudits(this IServiceCollection services) => services
        .AddSingleton<AuditShelf>()
        .AddSingleton<AuditDesk>()
        .AddRunJob<AuditJob>(AuditJob.Kind, "gpu")
        .AddSingleton<IPromotionGate, AuditGate>()
        .AddPermissions(AuditsPolicies.All);
}
