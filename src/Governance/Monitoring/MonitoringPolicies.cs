using Governance.Platform;

namespace Governance.Monitoring;

/// <summary>The permissions of monitoring and the roles that have them.</summary>
public static class MonitoringPolicies
{
    /// <summary>See monitors, checks and alerts.</summary>
    public const string Read = "monitoring.read";

    /// <summary>Create monitors, check batches and close alerts.</summary>
    public const string Run = "monitoring.run";

    internal static readonly Permission[] All =
    [
        new(
            Read,
            "see drift monitors and their alerts",
            Roles.Administrator,
            Roles.Steward,
            Roles.Compliance,
            Roles.Ethics,
            Roles.Auditor
        ),
        new(Run, "create drift monitors, check batches, close alerts", Roles.Steward, Roles.Compliance),
    ];
}
