namespace Governance.Audits;

/// <summary>From one modality to the moment's other ones.</summary>
public sealed record RetrievalSection(IReadOnlyList<RetrievalRow> Rows, string Means, IReadOnlyList<Column> Columns);
