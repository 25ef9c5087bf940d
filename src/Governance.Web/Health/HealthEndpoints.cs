using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Governance.Web.Health;

/// <summary><c>/healthz</c>: the process lives. <c>/readyz</c>: it can serve, with each thing it needs.</summary>
internal static class HealthEndpoints
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<Installation>();
        services.AddHealthChecks()
            .AddCheck<DatabaseReachable>("database")
            .AddCheck<MigrationsApplied>("migrations")
            .AddCheck<BlobsWritable>("blobs");
        return services;
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/readyz", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(new
    {
        ready = report.Status == HealthStatus.Healthy,
        checks = report.Entries.ToDictionary(e => e.Key, e => new { ok = e.Value.Status == HealthStatus.Healthy, detail = e.Value.Description }),
    });
}

internal sealed class DatabaseReachable(IDbContextFactory<GovernanceDb> databases) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("PostgreSQL does not answer.");
    }
}

internal sealed class MigrationsApplied(IDbContextFactory<GovernanceDb> databases) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
            return pending == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{pending} migrations are not applied.");
        }
        catch (Npgsql.NpgsqlException)
        {
            return HealthCheckResult.Unhealthy("PostgreSQL does not answer.");
        }
    }
}

internal sealed class BlobsWritable(IBlobStore blobs) : IHealthCheck
{
    private static readonly byte[] Probe = "governance readiness probe"u8.ToArray();

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // Content-addressed: the same few bytes every time, so the probe leaves one small blob behind.
            using var content = new MemoryStream(Probe, writable: false);
            await blobs.PutAsync(content, Probe.Length, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return HealthCheckResult.Unhealthy("The blob store cannot be written.");
        }
    }
}
