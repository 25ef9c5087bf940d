using Governance.Platform;

namespace Governance.Audits;

public static class AuditsPolicies
{
    public const string Read = "audits.read";
    public const string Run = "audits.run";

    internal static readonly Permission[] All =
    [
        new(Run, "audit model versions", Roles.Compliance, Roles.Auditor, Roles.Steward),
        new(
            Read,
            "read audit reports",
            Roles.Administrator,
            Roles.Steward,
            Roles.Compliance,
            Roles.Ethics,
            Roles.Auditor
        ),
    ];
}
