namespace Governance.Catalog;

/// <summary>The stretch of a series to read.</summary>
/// <param name="FromNs">First instant, inclusive, in nanoseconds since the Unix epoch.</param>
/// <param name="ToNs">Last instant, inclusive.</param>
/// <param name="Points">The largest number of rows or buckets.</param>
public readonly record struct SeriesRange(long FromNs, long ToNs, int Points);
