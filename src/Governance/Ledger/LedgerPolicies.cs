using Governance.Platform;

namespace Governance.Ledger;

/// <summary>The permissions of the ledger and the roles that have them.</summary>
public static class LedgerPolicies
{
    /// <summary>List ledger entries.</summary>
    public const string Read = "ledger.read";

    internal static readonly Permission[] All =
    [
        new(Read, "read the ledger", Roles.Administrator, Roles.Compliance, Roles.Ethics, Roles.Auditor),
    ];
}
