using Governance.Platform;

namespace Governance.Audits;

public static class AuditsPolicies
{
    public const string Read = "audits.read";

    internal static readonly Permission[] All =
    [
        new(Read, "read audit reports", Roles.Administrator, Roles.Steward, Roles.Compliance, Roles.Ethics, Roles.Auditor),
    ];
}
