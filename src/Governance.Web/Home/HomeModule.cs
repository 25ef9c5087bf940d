using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Web.Home;

public static class HomeModule
{
    public static readonly TimeSpan Lately = TimeSpan.FromDays(7);

    public static IServiceCollection AddHomeLines(this IServiceCollection services, HomeLines lines) =>
        services.AddSingleton(lines);

    internal static IServiceCollection AddHome(this IServiceCollection services) =>
        services.AddHomeLines(OwnFailedRunsAsync).AddHomeLines(WitnessedChangesAsync);

    private static async Task<IReadOnlyList<HomeLine>> OwnFailedRunsAsync(
        IServiceProvider services,
        Actor actor,
        CancellationToken ct
    )
    {
        await using var db = await services
            .GetRequiredService<IDbContextFactory<GovernanceDb>>()
            .CreateDbContextAsync(ct);
        var since = services.GetRequiredService<TimeProvider>().GetUtcNow() - Lately;
        var failed = await db.Set<Run>()
            .CountAsync(r => r.StartedById == actor.UserId && r.State == RunState.Failed && r.FinishedAt > since, ct);
        return
        [
            new(
                HomePart.Waiting,
                failed,
                failed == 1 ? "piece of work of yours failed" : "pieces of work of yours failed",
                "/runs"
            ),
        ];
    }

    private static async Task<IReadOnlyList<HomeLine>> WitnessedChangesAsync(
        IServiceProvider services,
        Actor actor,
        CancellationToken ct
    )
    {
        if (!actor.May(LedgerPolicies.Read))
            return [];
        await using var db = await services
            .GetRequiredService<IDbContextFactory<GovernanceDb>>()
            .CreateDbContextAsync(ct);
        var since = services.GetRequiredService<TimeProvider>().GetUtcNow() - Lately;
        var entries = await db.Set<LedgerEntry>().CountAsync(e => e.At > since, ct);
        return
        [
            new(
                HomePart.LastWeek,
                entries,
                entries == 1 ? "change witnessed in the ledger" : "changes witnessed in the ledger",
                "/trust/ledger"
            ),
        ];
    }
}
