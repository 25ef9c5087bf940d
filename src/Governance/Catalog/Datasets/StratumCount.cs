namespace Governance.Catalog;

/// <summary>A stratum of a sealed version.</summary>
public sealed record StratumCount(string Stratum, int Samples);
