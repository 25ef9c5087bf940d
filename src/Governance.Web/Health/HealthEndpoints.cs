using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Governance.Web.Health;

/// <summary>
/// <c>/healthz</c> is the liveness check, <c>/readyz</c> the readiness check with the result for each dependency. A disk
/// without space for uploads is reported there, but the portal stays ready, since reading still works.
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
