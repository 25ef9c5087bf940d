using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Monitoring;

/// <summary>Registers the monitoring capability.</summary>
public static class MonitoringModule
{
    /// <summary>Adds the door, the jobs, the digest column and the permissions.</summary>
    public static IServiceCollection AddMonitoring(this IServiceCollection services) =>
        services
            .AddSingleton<DriftMonitors>()
            .AddRunJob<CalibrationJob>(CalibrationJob.Kind, MonitoringPolicies.Read, "gpu")
            .AddRunJob<DriftCheckJob>(DriftCheckJob.Kind, MonitoringPolicies.Read, "gpu")
            .AddOtherDigests("drift_checks", "digest")
            .AddPermissions(MonitoringPolicies.All);
}
