namespace Governance.Catalog;

/// <summary>A named quantity of a sensor stream.</summary>
/// <param name="Unit">UCUM code where there is one; <c>1</c> or empty for a number without unit.</param>
public sealed record Channel(string Name, string Unit);
