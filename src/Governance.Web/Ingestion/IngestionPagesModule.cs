using Governance.Ingestion;
using Governance.Platform;
using Governance.Web.Home;

namespace Governance.Web.Ingestion;

/// <summary>What imports put on the home page of those who bring recordings in.</summary>
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
                    ? "import of this week with files or rows that were refused"
                    : "imports of this week with files or rows that were refused",
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
