namespace Governance.Catalog;

/// <summary>A stratum of a sealed version, and how many of its places are in it.</summary>
public sealed record StratumCount(string Stratum, int Samples);
