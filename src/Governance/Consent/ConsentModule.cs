using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Consent;

public static class ConsentModule
{
    public static IServiceCollection AddConsent(this IServiceCollection services) =>
        services
            .AddSingleton<Consents>()
            .AddSingleton<ConsentCsv>()
            .AddSingleton<Withdrawals>()
            .AddRunJob<WithdrawalJob>(WithdrawalJob.Kind, ConsentPolicies.Read)
            .AddSubjectHolding<LedgerOpeningHolding>()
            .AddSubjectHolding<ConsentProofHolding>()
            // A list of what is to be deleted is no reason to keep it.
            .AddOtherDigests("withdrawal_blobs", "digest")
            .AddPermissions(ConsentPolicies.All);
}
