using Governance.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Consent;

public static class ConsentModule
{
    public static IServiceCollection AddConsent(this IServiceCollection services) => services
        .AddSingleton<ConsentRegistry>()
        .AddSingleton<ConsentCsv>()
        .AddPermissions(ConsentPolicies.All);
}
