using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;

namespace Governance.Web.Home;

/// <summary>Registers the lines of the home page.</summary>
public static class HomeModule
{
    /// <summary>How far back the home page looks: 7 days.</summary>
    public static readonly TimeSpan Lately = TimeSpan.FromDays(7);

    /// <summary>Adds a capability's lines to the home page.</summary>
    public static IServiceCollection AddHomeLines(this IServiceCollection services, HomeLines lines) =>
        services.AddSingleton(lines);

    internal static IServiceCollection AddHome(this IServiceCollection services) =>
        services.AddHomeLines(OwnFailedRunsAsync).AddHomeLines(LedgerEntriesAsync);

    private static async Task<IReadOnlyList<HomeLine>> OwnFailedRunsAsync(
        IServiceProvider services,
        Actor actor,
        CancellationToken ct
    )
    {
        var since = services.GetRequiredService<TimeProvider>().GetUtcNow() - Lately;
        var failed = await services.GetRequiredService<JobRuns>().OwnFailedAsync(actor, since, ct);
        return [new(HomePart.Waiting, failed, "of your jobs failed", "/runs")];
    }

    private static async Task<IReadOnlyList<HomeLine>> LedgerEntriesAsync(
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
            new(HomePart.LastWeek, entries, entries == 1 ? "new ledger entry" : "new ledger entries", "/trust/ledger"),
        ];
    }
}
