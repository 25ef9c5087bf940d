namespace Governance.Catalog;

/// <summary>A scenario attribute with its values, the most frequent first.</summary>
public sealed record StrataValues(string Name, IReadOnlyList<StrataValue> Values);
