using Governance.Platform;

namespace Governance.Audits;

/// <summary>From one modality to the moment's other ones.</summary>
public sealed record RetrievalSection(IReadOnlyList<RetrievalRow> Rows, Message Means, IReadOnlyList<Column> Columns);
