namespace Governance.Catalog;

/// <summary>The stretch of a series that is drawn.</summary>
/// <param name="FromNs">First instant, nanoseconds since the Unix epoch.</param>
/// <param name="ToNs">Last instant, inclusive.</param>
/// <param name="Points">Instants to draw it for.</param>
public readonly record struct SeriesRange(long FromNs, long ToNs, int Points);
