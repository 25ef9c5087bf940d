using Governance.Platform;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Governance.Web.Health;

internal sealed class DatabaseReachable(PortalDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        await database.IsReachableAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("PostgreSQL does not answer.");
}
