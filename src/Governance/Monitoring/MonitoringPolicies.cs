using Governance.Platform;

namespace Governance.Monitoring;

public static class MonitoringPolicies
{
    public const string Read = "monitoring.read";
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
        new(Run, "set up drift monitors, check batches and close alerts", Roles.Steward, Roles.Compliance),
    ];
}
