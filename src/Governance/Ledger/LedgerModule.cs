using Governance.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Ledger;

public static class LedgerPolicies
{
    public const string Read = "ledger.read";

    internal static readonly Permission[] All =
    [
        new(Read, "read the ledger", Roles.Administrator, Roles.Compliance, Roles.Ethics, Roles.Auditor),
    ];
}

public static class LedgerModule
{
    public static IServiceCollection AddLedger(this IServiceCollection services) =>
        services.AddSingleton<LedgerBook>().AddPermissions(LedgerPolicies.All);
}
