namespace Governance.Catalog;

/// <summary>A named quantity with its unit (UCUM where there is one).</summary>
public sealed record Channel(string Name, string Unit);
