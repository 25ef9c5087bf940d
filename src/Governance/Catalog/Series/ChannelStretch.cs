namespace Governance.Catalog;

/// <summary>One channel's extremes at each instant; null = no value there.</summary>
public sealed record ChannelStretch(string Name, string Unit, IReadOnlyList<double?> Min, IReadOnlyList<double?> Max);
