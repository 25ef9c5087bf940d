namespace Governance.Models;

/// <summary>A share of n cases with its interval.</summary>
/// <param name="Low">Lower end of the 95 % interval.</param>
public sealed record Measured(double Value, double Low, double High, int N);
