namespace Governance.Statistics.Sampling;

/// <summary>An item that can be drawn.</summary>
/// <param name="Key">Unique and stable; decides its place in the seeded order.</param>
/// <param name="Stratum">The stratum that it belongs to.</param>
public readonly record struct Candidate(string Key, string Stratum);
