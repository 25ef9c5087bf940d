namespace Governance.Platform;

public static class PlatformPolicies
{
    public const string ReadRuns = "runs.read";
    public const string ManageRuns = "runs.manage";
    public const string ReadHealth = "health.read";
    public const string ReadErrors = "errors.read";

    internal static readonly Permission[] All =
    [
        new(ReadRuns, "see long work and its progress", Roles.All),
        new(ManageRuns, "cancel the work of others", Roles.Administrator, Roles.Steward),
        new(ReadHealth, "see storage, workers and health", Roles.Administrator, Roles.Auditor),
        new(ReadErrors, "see the technical detail of errors", Roles.Administrator),
    ];
}
