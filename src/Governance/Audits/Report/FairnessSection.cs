using Governance.Platform;

namespace Governance.Audits;

/// <summary>Accuracy by the groups of each attribute.</summary>
public sealed record FairnessSection(
    IReadOnlyList<AttributeFairness> Attributes,
    Message Means,
    IReadOnlyList<Column> Columns
);
