namespace Governance.Catalog;

/// <summary>A value of a scenario attribute, and how many samples have it.</summary>
public sealed record StrataValue(string Value, int Samples);
