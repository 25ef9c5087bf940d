namespace Governance.Statistics.Sampling;

/// <summary>What a draw took, with each stratum's share and shortage. Keys in ordinal order.</summary>
public sealed record Drawn(IReadOnlyList<string> Keys, IReadOnlyList<StratumShare> Shares);
