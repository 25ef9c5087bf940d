using Governance.Catalog;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Curation;

public static class CurationModule
{
    public static IServiceCollection AddCuration(this IServiceCollection services) =>
        services
            .AddSingleton<Recipes>()
            .AddRunJob<SealJob>(SealJob.Kind, CatalogPolicies.Read)
            .AddPermissions(CurationPolicies.All);
}
