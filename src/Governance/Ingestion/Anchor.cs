namespace Governance.Ingestion;

/// <summary>What makes a sample.</summary>
internal sealed record Anchor(string Key, Place Place, long Ns, Dictionary<string, string> Strata);
