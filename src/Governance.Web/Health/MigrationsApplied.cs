using Governance.Platform;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Governance.Web.Health;

internal sealed class MigrationsApplied(PortalDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            var pending = await database.PendingMigrationsAsync(cancellationToken);
            return pending == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"Pending migrations: {pending}.");
        }
        catch (Exception away) when (Faults.Of(away) is DatabaseUnavailable)
        {
            return HealthCheckResult.Unhealthy("PostgreSQL does not answer.");
        }
    }
}
