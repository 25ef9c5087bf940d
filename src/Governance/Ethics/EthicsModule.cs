using Governance.Models;
using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Ethics;

/// <summary>Registers the ethics board, its reviews and their gate.</summary>
public static class EthicsModule
{
    /// <summary>Adds the services, options, promotion gate and permissions of Ethics.</summary>
    public static IServiceCollection AddEthics(this IServiceCollection services)
    {
        services
            .AddOptions<EthicsOptions>()
            .BindConfiguration("Ethics")
            .Validate(
                o => o.ApprovalLasts > TimeSpan.Zero && o.ApprovalLasts <= TimeSpan.FromDays(3 * 366),
                "Ethics:ApprovalLasts must be more than zero and at most three years (1098 days)."
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
