using Governance.Catalog;
using Governance.Platform;
using Governance.Web.Home;

namespace Governance.Web.Catalog;

/// <summary>The line of the home page about recipients that a person must tell.</summary>
internal static class RecallLines
{
    public static IServiceCollection AddRecallLines(this IServiceCollection services) =>
        services.AddHomeLines(OpenAsync);

    private static async Task<IReadOnlyList<HomeLine>> OpenAsync(
        IServiceProvider services,
        Actor actor,
        CancellationToken ct
    )
    {
        if (!actor.May(CatalogPolicies.Export))
            return [];
        var open = await services.GetRequiredService<RecallNotices>().OpenAsync(actor, ct);
        return open.Ok
            ?
            [
                new(
                    HomePart.Waiting,
                    open.Value,
                    open.Value == 1
                        ? "notice about a withdrawal to send again or deliver by hand"
                        : "notices about withdrawals to send again or deliver by hand",
                    "/trust/recalls"
                ),
            ]
            : [];
    }
}
