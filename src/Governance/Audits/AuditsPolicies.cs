using Governance.Platform;

namespace Governance.Audits;

/// <summary>The permissions of audits and the roles that have them.</summary>
public static class AuditsPolicies
{
    /// <summary>Read audits and their reports.</summary>
    public const string Read = "audits.read";

    /// <summary>Start audits.</summary>
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
