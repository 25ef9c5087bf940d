using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Governance.Web.Health;

/// <summary>Checks that the blob store belongs to this database and accepts content.</summary>
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
                        $"The {blobs.Place} is empty, but the database refers to content in it. "
                            + "Connect or restore the right content; the portal then continues without a restart."
                    );
                case BlobOwner.Another:
                    return HealthCheckResult.Unhealthy(
                        $"The {blobs.Place} belongs to another database. " + "Connect the right one."
                    );
            }
            // Content-addressed: the same few bytes every time, so the probe leaves one small blob behind.
            using var content = new MemoryStream(Probe, writable: false);
            await blobs.PutAsync(content, Probe.Length, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception full) when (Faults.Of(full) is DiskFull)
        {
            // The check “space” reports it; what is stored can still be read.
            return HealthCheckResult.Healthy();
        }
        catch (Exception away) when (Faults.Of(away) is DatabaseUnavailable)
        {
            return HealthCheckResult.Unhealthy(
                $"PostgreSQL does not answer, so the owner of the {blobs.Place} cannot be checked."
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
            return HealthCheckResult.Unhealthy("The portal cannot write to the blob store.");
        }
    }
}
