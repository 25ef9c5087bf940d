using Governance.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Ledger;

/// <summary>Registers the ledger.</summary>
public static class LedgerModule
{
    /// <summary>Adds the services and permissions of the ledger.</summary>
    public static IServiceCollection AddLedger(this IServiceCollection services) =>
        services.AddSingleton<LedgerEntries>().AddPermissions(LedgerPolicies.All);
}
