namespace Governance.Ingestion;

/// <summary>The source of an item: a row of a table, or a file with row 0. Items of the anchor's row have the anchor's source.</summary>
internal readonly record struct SourceRow(string File, long Row);
