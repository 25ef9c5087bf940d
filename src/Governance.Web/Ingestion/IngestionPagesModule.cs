using Governance.Ingestion;
using Governance.Platform;
using Governance.Web.Home;

namespace Governance.Web.Ingestion;

/// <summary>The lines about imports on the home page of people who may import.</summary>
internal static class IngestionPagesModule
{
    public static IServiceCollection AddIngestionPages(this IServiceCollection services) =>
        services.AddHomeLines(ImportsAsync);

    private static async Task<IReadOnlyList<HomeLine>> ImportsAsync(
        IServiceProvider services,
        Actor actor,
        CancellationToken ct
    )
    {
        var since = services.GetRequiredService<TimeProvider>().GetUtcNow() - HomeModule.Lately;
        var waiting = await services.GetRequiredService<Imports>().WaitingAsync(actor, since, ct);
        if (!waiting.Ok)
            return [];
        return
        [
            new(
                HomePart.Waiting,
                waiting.Value.WithRefusals,
                waiting.Value.WithRefusals == 1
                    ? "import with refused files or rows in the last 7 days"
                    : "imports with refused files or rows in the last 7 days",
                "/imports"
            ),
            new(
                HomePart.Waiting,
                waiting.Value.Running,
                waiting.Value.Running == 1 ? "import is running" : "imports are running",
                "/imports"
            ),
        ];
    }
}
