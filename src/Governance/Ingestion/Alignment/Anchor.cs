namespace Governance.Ingestion;

/// <summary>What makes a sample.</summary>
internal sealed record Anchor(string Key, SourceRow Row, long Ns, Dictionary<string, string> Strata);
