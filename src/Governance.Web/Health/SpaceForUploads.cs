using Governance.Platform.Blobs;
using Governance.Web.Components;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Governance.Web.Health;

internal sealed class SpaceForUploads(IBlobStore blobs) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        await blobs.SpaceAsync(cancellationToken) is { } space && !space.Holds(0)
            ? HealthCheckResult.Degraded(
                $"Uploads are rejected: {Show.Bytes(space.Free)} are free on the disk that uploads use, "
                    + $"and {Show.Bytes(space.Reserve)} are kept in reserve (Blobs:ReserveBytes)."
            )
            : HealthCheckResult.Healthy();
}
