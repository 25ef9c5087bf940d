using Governance.Models;
using Governance.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Audits;

public static class AuditsModule
{
    public static IServiceCollection AddAudits(this IServiceCollection services) => services
        .AddSingleton<AuditShelf>()
        .AddSingleton<IPromotionGate, AuditGate>()
        .AddPermissions(AuditsPolicies.All);
}
