using Governance.Models;
using Governance.Platform;
using Governance.Web.Home;
using Microsoft.Extensions.Options;

namespace Governance.Web.Models;

/// <summary>The lines of the home page about models.</summary>
internal static class ModelLines
{
    public static IServiceCollection AddModelLines(this IServiceCollection services) =>
        services.AddHomeLines(WaitingAsync).AddHomeLines(TaintedAsync).AddHomeLines(AlertsAsync);

    private static async Task<IReadOnlyList<HomeLine>> AlertsAsync(
        IServiceProvider services,
        Actor actor,
        CancellationToken ct
    )
    {
        if (!actor.May(ModelsPolicies.Acknowledge))
            return [];
        var alerts = await services.GetRequiredService<ConsentAlerts>().ListAsync(actor, null, openOnly: true, ct);
        if (!alerts.Ok)
            return [];
        var models = alerts.Value.Select(a => a.Model).Distinct().Take(2).ToList();
        return
        [
            new(
                HomePart.Waiting,
                alerts.Value.Count,
                alerts.Value.Count == 1
                    ? "model version learned from consent that was lost since"
                    : "model versions learned from consent that was lost since",
                models is [var only] ? $"/models/{only}" : "/models"
            ),
        ];
    }

    private static async Task<IReadOnlyList<HomeLine>> WaitingAsync(
        IServiceProvider services,
        Actor actor,
        CancellationToken ct
    )
    {
        if (!actor.May(ModelsPolicies.Approve))
            return [];
        var waiting = await services.GetRequiredService<ModelAliases>().WaitingForAsync(actor, ct);
        if (!waiting.Ok)
            return [];
        var path = waiting.Value.Distinct().Take(2).ToList() is [var only] ? $"/models/{only}" : "/models";
        return
        [
            new(
                HomePart.Waiting,
                waiting.Value.Count,
                waiting.Value.Count == 1 ? "promotion waits for your approval" : "promotions wait for your approval",
                path
            ),
        ];
    }

    private static async Task<IReadOnlyList<HomeLine>> TaintedAsync(
        IServiceProvider services,
        Actor actor,
        CancellationToken ct
    )
    {
        if (!actor.May(ModelsPolicies.RollBack))
            return [];
        var most = services.GetRequiredService<IOptions<ModelsOptions>>().Value.MaxWithdrawnShare;
        var tainted = await services.GetRequiredService<ModelRegistry>().TaintedAsync(actor, most, ct);
        return tainted.Ok
            ?
            [
                new(
                    HomePart.Waiting,
                    tainted.Value,
                    tainted.Value == 1
                        ? "model in use has lost more consent than the policy allows"
                        : "models in use have lost more consent than the policy allows",
                    "/models"
                ),
            ]
            : [];
    }
}
