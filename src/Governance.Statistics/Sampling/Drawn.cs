namespace Governance.Statistics.Sampling;

/// <summary>The result of a draw: keys in ordinal order, and each stratum's share and shortage.</summary>
public sealed record Drawn(IReadOnlyList<string> Keys, IReadOnlyList<StratumShare> Shares);
