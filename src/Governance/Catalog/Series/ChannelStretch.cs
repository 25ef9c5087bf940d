namespace Governance.Catalog;

/// <summary>The extremes of one channel.</summary>
/// <param name="Unit">UCUM code where there is one.</param>
/// <param name="Min">One value for each entry of <see cref="SeriesStretch.T"/>; null = no value.</param>
/// <param name="Max">One value for each entry of <see cref="SeriesStretch.T"/>; null = no value.</param>
public sealed record ChannelStretch(string Name, string Unit, IReadOnlyList<double?> Min, IReadOnlyList<double?> Max);
