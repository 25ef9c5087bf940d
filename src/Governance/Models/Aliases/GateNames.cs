namespace Governance.Models;

/// <summary>The names of the gates.</summary>
public static class GateNames
{
    /// <summary>Answered by this capability: the share of withdrawn samples.</summary>
    public const string Consent = "consent cover";

    /// <summary>Answered by this capability: the file is unchanged and loads.</summary>
    public const string Artifact = "artifact";

    /// <summary>Answered by this capability: the exported file predicts as the trainer did.</summary>
    public const string Parity = "parity";

    /// <summary>Answered by Audits; its digest becomes <see cref="AliasEvent.AuditDigest"/>.</summary>
    public const string Audit = "audit";

    /// <summary>Answered by Ethics; its digest becomes <see cref="AliasEvent.EthicsDecision"/>.</summary>
    public const string Ethics = "ethics review";
}
