using Governance.Platform;

namespace Governance.Audits;

/// <summary>Retrieval from one modality of a sample to its other ones, one row for each direction.</summary>
public sealed record RetrievalSection(IReadOnlyList<RetrievalRow> Rows, Message Means, IReadOnlyList<Column> Columns);
