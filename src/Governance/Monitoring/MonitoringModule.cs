using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Monitoring;

public static class MonitoringModule
{
    public static IServiceCollection AddMonitoring(this IServiceCollection services) =>
        services
            .AddSingleton<DriftMonitors>()
            .AddRunJob<CalibrationJob>(CalibrationJob.Kind, MonitoringPolicies.Read, "gpu")
            .AddRunJob<DriftCheckJob>(DriftCheckJob.Kind, MonitoringPolicies.Read, "gpu")
            .AddOtherDigests("drift_checks", "digest")
            .AddPermissions(MonitoringPolicies.All);
}
