using Governance.Catalog;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Curation;

/// <summary>Registers the capability: recipes and the job that seals versions.</summary>
public static class CurationModule
{
    /// <summary>Adds the door, the job and the permission.</summary>
    public static IServiceCollection AddCuration(this IServiceCollection services) =>
        services
            .AddSingleton<Recipes>()
            .AddSingleton<IVersionSuccession, VersionSuccession>()
            .AddRunJob<SealJob>(SealJob.Kind, CatalogPolicies.Read)
            .AddPermissions(CurationPolicies.All);
}
