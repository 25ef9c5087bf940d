using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Governance.Web.Health;

/// <summary>The store bears this database's name, and takes content.</summary>
internal sealed class BlobsInPlace(BlobClaim claim, IBlobStore blobs) : IHealthCheck
{
    private static readonly byte[] Probe = "governance readiness probe"u8.ToArray();

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            switch (await claim.CheckAsync(cancellationToken))
            {
                case BlobOwner.Nobody:
                    return HealthCheckResult.Unhealthy(
                        $"The {blobs.Place} is empty, but the database names content in it. "
                            + "Mount or restore it; the portal goes on by itself."
                    );
                case BlobOwner.Another:
                    return HealthCheckResult.Unhealthy(
                        $"The {blobs.Place} belongs to another database. "
                            + "Mount the right one; the portal goes on by itself."
                    );
            }
            // Content-addressed: the same few bytes every time, so the probe leaves one small blob behind.
            using var content = new MemoryStream(Probe, writable: false);
            await blobs.PutAsync(content, Probe.Length, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception full) when (Faults.Of(full) is DiskFull)
        {
            // Told by the check of the space: what is stored can be read.
            return HealthCheckResult.Healthy();
        }
        catch (Exception away) when (Faults.Of(away) is DatabaseUnavailable)
        {
            return HealthCheckResult.Unhealthy(
                $"PostgreSQL does not answer, so nobody can tell whose the {blobs.Place} is."
            );
        }
        catch (BlobStoreUnavailableException)
        {
            return HealthCheckResult.Unhealthy($"The {blobs.Place} does not answer.");
        }
        catch (BlobStoreRefusedException refused)
        {
            return HealthCheckResult.Unhealthy($"The {blobs.Place} rejects the credentials of {refused.Setting}.");
        }
        catch (Exception refused)
            when (refused is IOException or UnauthorizedAccessException or BlobFolderNotInPlaceException)
        {
            return HealthCheckResult.Unhealthy("The blob store cannot be written.");
        }
    }
}
