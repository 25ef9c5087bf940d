namespace Governance.Models;

/// <summary>A share with its 95 % interval.</summary>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="N">Number of cases.</param>
public sealed record Measured(double Value, double Low, double High, int N);
