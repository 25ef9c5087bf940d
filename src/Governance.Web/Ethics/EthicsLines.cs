using Governance.Ethics;
using Governance.Platform;
using Governance.Web.Home;

namespace Governance.Web.Ethics;

/// <summary>The lines of the home page about ethics reviews.</summary>
internal static class EthicsLines
{
    public static IServiceCollection AddEthicsLines(this IServiceCollection services) =>
        services.AddHomeLines(WaitingAsync);

    private static async Task<IReadOnlyList<HomeLine>> WaitingAsync(
        IServiceProvider services,
        Actor actor,
        CancellationToken ct
    )
    {
        if (!actor.May(EthicsPolicies.Read))
            return [];
        var waiting = await services.GetRequiredService<EthicsReviews>().WaitingAsync(actor, ct);
        var days = EthicsReviews.Soon.Days;
        return
        [
            new(
                HomePart.Waiting,
                waiting.ToVote,
                waiting.ToVote == 1 ? "review waits for your vote" : "reviews wait for your vote",
                "/trust/reviews"
            ),
            new(
                HomePart.Waiting,
                waiting.ToMeet,
                waiting.ToMeet == 1
                    ? "review waits for a meeting of the board"
                    : "reviews wait for a meeting of the board",
                "/trust/reviews"
            ),
            new(
                HomePart.Waiting,
                waiting.EndingSoon,
                waiting.EndingSoon == 1
                    ? $"approval of the board expires within {days} days"
                    : $"approvals of the board expire within {days} days",
                "/trust/reviews?tab=decided"
            ),
        ];
    }
}
