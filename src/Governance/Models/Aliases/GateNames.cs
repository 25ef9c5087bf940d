namespace Governance.Models;

/// <summary>Gates whose digest an alias event keeps in a column of its own.</summary>
public static class GateNames
{
    public const string Consent = "consent cover";
    public const string Artifact = "artifact";
    public const string Parity = "parity";

    /// <summary>Answered by Audits; its digest becomes <see cref="AliasEvent.AuditDigest"/>.</summary>
    public const string Audit = "audit";

    /// <summary>Answered by Ethics; its digest becomes <see cref="AliasEvent.EthicsDecision"/>.</summary>
    public const string Ethics = "ethics review";
}
