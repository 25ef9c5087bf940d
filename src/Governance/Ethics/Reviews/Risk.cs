namespace Governance.Ethics;

/// <summary>A risk with the measures against it.</summary>
/// <param name="What">What may go wrong and for whom, in plain words.</param>
/// <param name="Level">Severity before any measure.</param>
public sealed record Risk(string What, RiskLevel Level, IReadOnlyList<string> Measures);
