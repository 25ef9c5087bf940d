namespace Governance.Audits;

/// <summary>The same by each attribute.</summary>
public sealed record FairnessSection(
    IReadOnlyList<AttributeFairness> Attributes,
    string Means,
    IReadOnlyList<Column> Columns
);
