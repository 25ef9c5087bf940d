using Governance.Catalog;
using Governance.Platform.Runs;

namespace Governance.Samples;

/// <summary>Registers the sample workspace. It is drawn by the portal itself, seeded, and marked as synthetic.</summary>
public static class SampleWorkspaceModule
{
    /// <summary>
    /// Switches the sample workspace off where the embedded default would load it:
    /// <c>Governance:SampleWorkspace=false</c>.
    /// </summary>
    public const string Setting = "Governance:SampleWorkspace";

    /// <summary>What draws the sample workspace; a portal and every worker beside it must know the job.</summary>
    public static IServiceCollection AddSampleWorkspace(this IServiceCollection services) =>
        services
            .AddSingleton<SampleConsents>()
            .AddSingleton<SampleProject>()
            .AddSingleton<SampleLabels>()
            .AddSingleton<SamplePromotions>()
            .AddSingleton<SampleChain>()
            .AddSingleton<SampleSteps>()
            .AddRunJob<SampleDrawing>(SampleDrawing.Kind, CatalogPolicies.Read);

    /// <summary>Loads it once the host serves. For the embedded database on loopback only: strangers' servers get no samples.</summary>
    public static IServiceCollection LoadSampleWorkspace(this IServiceCollection services) =>
        services.AddHostedService<SampleWorkspaceLoader>();
}
