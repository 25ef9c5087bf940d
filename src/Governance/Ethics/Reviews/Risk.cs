namespace Governance.Ethics;

/// <summary>What may go wrong for whom, and what is done about it. A measure stands with the risk that it answers.</summary>
/// <param name="What">The harm and who would suffer it, in words anybody understands.</param>
public sealed record Risk(string What, RiskLevel Level, IReadOnlyList<string> Measures);
