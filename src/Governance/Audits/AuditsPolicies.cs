using Governance.Platform;

namespace Governance.Audits;

/// <summary>The permissions of audits and the roles that have them.</summary>
public static class AuditsPolicies
{
    /// <summary>Read audits and their reports.</summary>
    public const string Read = "audits.read";

    /// <summary>Start audits.</summary>
    public const string Run = "audits.run";

    /// <summary>Download what audits predicted for each sample.</summary>
    public const string Predictions = "audits.predictions";

    /// <summary>Propose audit suites and promotion policies.</summary>
    public const string Propose = "audits.propose";

    /// <summary>Approve audit suites and promotion policies that another person proposed.</summary>
    public const string Approve = "audits.approve";

    internal static readonly Permission[] All =
    [
        new(
            Predictions,
            "download what audits predicted for each sample",
            Roles.Compliance,
            Roles.Auditor,
            Roles.Steward
        ),
        new(Propose, "propose audit suites and promotion policies", Roles.Compliance, Roles.Auditor, Roles.Steward),
        new(
            Approve,
            "approve audit suites and promotion policies that another person proposed",
            Roles.Compliance,
            Roles.Administrator
        ),
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
