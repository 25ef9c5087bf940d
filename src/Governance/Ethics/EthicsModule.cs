using Governance.Models;
using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Ethics;

public static class EthicsModule
{
    public static IServiceCollection AddEthics(this IServiceCollection services)
    {
        services
            .AddOptions<EthicsOptions>()
            .BindConfiguration("Ethics")
            .Validate(
                o => o.ApprovalLasts > TimeSpan.Zero && o.ApprovalLasts <= TimeSpan.FromDays(3 * 366),
                "Ethics:ApprovalLasts must be more than nothing and at most three years."
            )
            .ValidateOnStart();
        return services
            .AddSingleton<BoardMembers>()
            .AddSingleton<EthicsReviews>()
            .AddSingleton<IPromotionGate, EthicsGate>()
            .AddOtherDigests("ethics_reviews", "decision_digest")
            .AddPermissions(EthicsPolicies.All);
    }
}
