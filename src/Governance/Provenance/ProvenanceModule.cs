using Microsoft.Extensions.DependencyInjection;

namespace Governance.Provenance;

public static class ProvenanceModule
{
    public static IServiceCollection AddProvenance(this IServiceCollection services) =>
        services.AddSingleton<ProvenanceGraph>();
}
