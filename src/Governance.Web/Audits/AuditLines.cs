using Governance.Audits;
using Governance.Platform;
using Governance.Web.Home;

namespace Governance.Web.Audits;

/// <summary>
/// The lines of the home page about audits: finished audits for everybody who reads them, versions that need one for
/// everybody who starts them.
/// </summary>
internal static class AuditLines
{
    public static IServiceCollection AddAuditLines(this IServiceCollection services) =>
        services.AddHomeLines(LinesAsync).AddHomeLines(ProposalsAsync);

    /// <summary>Suites and policies that wait for the approval of this person.</summary>
    private static async Task<IReadOnlyList<HomeLine>> ProposalsAsync(
        IServiceProvider services,
        Actor actor,
        CancellationToken ct
    )
    {
        if (!actor.May(AuditsPolicies.Approve))
            return [];
        var suites = await services.GetRequiredService<AuditSuites>().PendingAsync(actor, ct);
        var policies = await services.GetRequiredService<PromotionPolicies>().PendingAsync(actor, ct);
        if (!suites.Ok || !policies.Ok)
            return [];
        return
        [
            new(
                HomePart.Waiting,
                suites.Value,
                suites.Value == 1 ? "audit suite to approve" : "audit suites to approve",
                "/models/audits/suites"
            ),
            new(
                HomePart.Waiting,
                policies.Value.Count,
                policies.Value.Count == 1 ? "promotion policy to approve" : "promotion policies to approve",
                policies.Value is [var model, ..] ? $"/models/{model}/policies" : "/models"
            ),
        ];
    }

    private static async Task<IReadOnlyList<HomeLine>> LinesAsync(
        IServiceProvider services,
        Actor actor,
        CancellationToken ct
    )
    {
        if (!actor.May(AuditsPolicies.Read))
            return [];
        var since = services.GetRequiredService<TimeProvider>().GetUtcNow() - HomeModule.Lately;
        var found = await services.GetRequiredService<AuditRuns>().WaitingAsync(actor, since, ct);
        if (!found.Ok)
            return [];
        var waiting = found.Value;
        var lines = new List<HomeLine>
        {
            new(
                HomePart.LastWeek,
                waiting.Finished,
                waiting.Finished == 1 ? "audit finished" : "audits finished",
                "/models/audits"
            ),
        };
        if (actor.May(AuditsPolicies.Run))
        {
            lines.Add(
                new(
                    HomePart.Waiting,
                    waiting.Unaudited,
                    waiting.Unaudited == 1
                        ? "model version ready and never audited"
                        : "model versions ready and never audited",
                    "/models/audits"
                )
            );
            lines.Add(
                new(
                    HomePart.Waiting,
                    waiting.NotPassed,
                    waiting.NotPassed == 1
                        ? "model version did not pass its newest audit"
                        : "model versions did not pass their newest audit",
                    "/models/audits?verdict=failed"
                )
            );
        }
        return lines;
    }
}
