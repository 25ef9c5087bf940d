using Microsoft.Extensions.DependencyInjection;

namespace Governance.Provenance;

/// <summary>Registers provenance.</summary>
public static class ProvenanceModule
{
    /// <summary>Adds the services of provenance.</summary>
    public static IServiceCollection AddProvenance(this IServiceCollection services) =>
        services.AddSingleton<ProvenanceGraph>();
}
