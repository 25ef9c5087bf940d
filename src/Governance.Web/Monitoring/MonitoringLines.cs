using Governance.Monitoring;
using Governance.Platform;
using Governance.Web.Home;

namespace Governance.Web.Monitoring;

/// <summary>The line of the home page that counts open drift alerts.</summary>
internal static class MonitoringLines
{
    public static IServiceCollection AddMonitoringLines(this IServiceCollection services) =>
        services.AddHomeLines(AlertsAsync);

    private static async Task<IReadOnlyList<HomeLine>> AlertsAsync(
        IServiceProvider services,
        Actor actor,
        CancellationToken ct
    )
    {
        if (!actor.May(MonitoringPolicies.Run))
            return [];
        var open = await services.GetRequiredService<DriftMonitors>().OpenAlertsAsync(actor, ct);
        return open.Ok
            ? [new(HomePart.Waiting, open.Value, open.Value == 1 ? "drift alert" : "drift alerts", "/models/monitors")]
            : [];
    }
}
