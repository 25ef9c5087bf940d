namespace Governance.Ingestion;

/// <summary>The row or file that makes a sample.</summary>
internal sealed record Anchor(string Key, SourceRow Row, long Ns, Dictionary<string, string> Strata);
