using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;

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
        var since = services.GetRequiredService<TimeProvider>().GetUtcNow() - Lately;
        var failed = await services.GetRequiredService<JobRuns>().OwnFailedAsync(actor, since, ct);
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
        var since = services.GetRequiredService<TimeProvider>().GetUtcNow() - Lately;
        var counted = await services.GetRequiredService<LedgerEntries>().CountAsync(actor, since, ct);
        if (!counted.Ok)
            return [];
        var entries = counted.Value;
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
