namespace Governance.Platform;

/// <summary>Permissions for jobs, health and errors.</summary>
public static class PlatformPolicies
{
    /// <summary>See jobs, their progress and what they refused, as far as their subject may be read.</summary>
    public const string ReadRuns = "runs.read";

    /// <summary>Cancel jobs of other people.</summary>
    public const string ManageRuns = "runs.manage";

    /// <summary>See storage, workers and health.</summary>
    public const string ReadHealth = "health.read";

    /// <summary>See the technical details of errors on the error page.</summary>
    public const string ReadErrors = "errors.read";

    internal static readonly Permission[] All =
    [
        new(ReadRuns, "see jobs and their progress", Roles.All),
        new(ManageRuns, "cancel jobs of other people", Roles.Administrator, Roles.Steward),
        new(ReadHealth, "see storage, workers and health", Roles.Administrator, Roles.Auditor),
        new(ReadErrors, "see the technical details of errors", Roles.Administrator),
    ];
}
