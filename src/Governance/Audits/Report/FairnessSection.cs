using Governance.Platform;

namespace Governance.Audits;

/// <summary>The same by each attribute.</summary>
public sealed record FairnessSection(
    IReadOnlyList<AttributeFairness> Attributes,
    Message Means,
    IReadOnlyList<Column> Columns
);
