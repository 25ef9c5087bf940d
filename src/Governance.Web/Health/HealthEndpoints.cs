using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Web.Frame;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Governance.Web.Health;

/// <summary>
/// <c>/healthz</c>: the process lives. <c>/readyz</c>: it can serve, with each thing it needs. A disk that has no space for
/// uploads is told there and keeps nobody from reading.
/// </summary>
internal static class HealthEndpoints
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<Installation>();
        services
            .AddHealthChecks()
            .AddCheck<DatabaseReachable>("database")
            .AddCheck<MigrationsApplied>("migrations")
            .AddCheck<BlobsInPlace>("blobs")
            .AddCheck<SpaceForUploads>("space");
        return services;
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/readyz", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext http, HealthReport report) =>
        http.Response.WriteAsJsonAsync(
            new
            {
                ready = report.Status != HealthStatus.Unhealthy,
                checks = report.Entries.ToDictionary(
                    e => e.Key,
                    e => new { ok = e.Value.Status == HealthStatus.Healthy, detail = e.Value.Description }
                ),
            }
        );
}

internal sealed class DatabaseReachable(IDbContextFactory<GovernanceDb> databases) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Database.CanConnectAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("PostgreSQL does not answer.");
    }
}

internal sealed class MigrationsApplied(IDbContextFactory<GovernanceDb> databases) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
            return pending == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"{pending} migrations are not applied.");
        }
        catch (Exception away) when (Faults.Of(away) is DatabaseUnavailable)
        {
            return HealthCheckResult.Unhealthy("PostgreSQL does not answer.");
        }
    }
}

/// <summary>The folder bears this database's name, and takes a file.</summary>
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
                        "The blob folder is empty, but the database names content in it. Mount or restore it; the portal goes on by itself."
                    );
                case BlobOwner.Another:
                    return HealthCheckResult.Unhealthy(
                        "The blob folder belongs to another database. Mount the right one; the portal goes on by itself."
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
                "PostgreSQL does not answer, so nobody can tell whose the blob folder is."
            );
        }
        catch (Exception refused)
            when (refused is IOException or UnauthorizedAccessException or BlobFolderNotInPlaceException)
        {
            return HealthCheckResult.Unhealthy("The blob store cannot be written.");
        }
    }
}

internal sealed class SpaceForUploads(IBlobStore blobs) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        await blobs.SpaceAsync(cancellationToken) is { } space && !space.Holds(0)
            ? HealthCheckResult.Degraded(
                $"No upload is taken: {Show.Bytes(space.Free)} are free on the disk of the blobs, and {Show.Bytes(space.Reserve)} are kept in reserve (Blobs:ReserveBytes)."
            )
            : HealthCheckResult.Healthy();
}
