namespace Governance.Catalog;

/// <summary>One scenario attribute with its values and how many samples carry each.</summary>
public sealed record StrataValues(string Name, IReadOnlyList<StrataValue> Values);
