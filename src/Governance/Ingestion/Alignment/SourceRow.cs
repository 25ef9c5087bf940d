namespace Governance.Ingestion;

/// <summary>Where a row or file stands: the anchor's own items come from the same place.</summary>
internal readonly record struct SourceRow(string File, long Row);
