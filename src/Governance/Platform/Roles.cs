namespace Governance.Platform;

/// <summary>The six roles of an installation.</summary>
public static class Roles
{
    /// <summary>Manages users, and sees the health of the installation.</summary>
    public const string Administrator = "administrator";

    /// <summary>Imports, curates and publishes datasets; trains and serves models.</summary>
    public const string Steward = "steward";

    /// <summary>Handles consent, withdrawals, audits and promotions.</summary>
    public const string Compliance = "compliance officer";

    /// <summary>Labels samples.</summary>
    public const string Annotator = "annotator";

    /// <summary>Reviews models for the ethics board.</summary>
    public const string Ethics = "ethics reviewer";

    /// <summary>Audits models, and reads what others did.</summary>
    public const string Auditor = "auditor";

    /// <summary>All six, in the order in which pages list them.</summary>
    public static readonly string[] All = [Administrator, Steward, Compliance, Annotator, Ethics, Auditor];
}
