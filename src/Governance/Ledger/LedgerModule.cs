using Governance.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Ledger;

public static class LedgerModule
{
    public static IServiceCollection AddLedger(this IServiceCollection services) =>
        services.AddSingleton<LedgerEntries>().AddPermissions(LedgerPolicies.All);
}
