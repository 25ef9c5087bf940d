namespace Governance.Platform;

/// <summary>The six roles of an installation.</summary>
public static class Roles
{
    public const string Administrator = "administrator";
    public const string Steward = "steward";
    public const string Compliance = "compliance officer";
    public const string Annotator = "annotator";
    public const string Ethics = "ethics reviewer";
    public const string Auditor = "auditor";

    public static readonly string[] All = [Administrator, Steward, Compliance, Annotator, Ethics, Auditor];
}
