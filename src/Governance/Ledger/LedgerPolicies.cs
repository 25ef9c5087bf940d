using Governance.Platform;

namespace Governance.Ledger;

public static class LedgerPolicies
{
    public const string Read = "ledger.read";

    internal static readonly Permission[] All =
    [
        new(Read, "read the ledger", Roles.Administrator, Roles.Compliance, Roles.Ethics, Roles.Auditor),
    ];
}
