using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Consent;

/// <summary>Registers subjects, purposes, consent and withdrawals.</summary>
public static class ConsentModule
{
    /// <summary>Adds the services, the withdrawal job, the holdings and the permissions of Consent.</summary>
    public static IServiceCollection AddConsent(this IServiceCollection services) =>
        services
            .AddSingleton<Tombstones>()
            .AddSingleton<StoragePermissions>()
            .AddSingleton<Consents>()
            .AddSingleton<ConsentCsv>()
            .AddSingleton<Withdrawals>()
            .AddSingleton<CertificateWriter>()
            .AddSingleton<Certificates>()
            .AddRunJob<WithdrawalJob>(WithdrawalJob.Kind, ConsentPolicies.Read)
            .AddSubjectHolding<LedgerOpeningHolding>()
            .AddSubjectHolding<ConsentProofHolding>()
            // This column lists content to delete, so it must not keep the content from being deleted.
            .AddOtherDigests("withdrawal_blobs", "digest")
            .AddOtherDigests("removed_blobs", "digest")
            .AddOtherDigests("withdrawal_certificates", "digest")
            .AddPermissions(ConsentPolicies.All);
}
