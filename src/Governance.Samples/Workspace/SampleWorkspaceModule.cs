using Governance.Catalog;
using Governance.Platform.Runs;

namespace Governance.Samples;

/// <summary>Registers the sample workspace: generated from a seed by the portal itself, and marked as synthetic.</summary>
public static class SampleWorkspaceModule
{
    /// <summary>
    /// Setting that switches the sample workspace off where the embedded default loads it:
    /// <c>Governance:SampleWorkspace=false</c>.
    /// </summary>
    public const string Setting = "Governance:SampleWorkspace";

    /// <summary>Adds the steps and the job of the sample workspace. Every worker needs the job, since any of them may run it.</summary>
    public static IServiceCollection AddSampleWorkspace(this IServiceCollection services) =>
        services
            .AddSingleton<SampleConsents>()
            .AddSingleton<SampleProject>()
            .AddSingleton<SampleLabels>()
            .AddSingleton<SamplePolicies>()
            .AddSingleton<SamplePromotions>()
            .AddSingleton<SampleChain>()
            .AddSingleton<SampleSteps>()
            .AddRunJob<SampleDrawing>(SampleDrawing.Kind, CatalogPolicies.Read);

    /// <summary>Loads the workspace once the host has started. Only for the embedded database on loopback.</summary>
    public static IServiceCollection LoadSampleWorkspace(this IServiceCollection services) =>
        services.AddHostedService<SampleWorkspaceLoader>();
}
