namespace Governance.Catalog;

/// <summary>Rows of a sensor stream in the order of their times: one array for each channel, NaN where it has no value.</summary>
/// <param name="TimesNs">Reference time, ascending, nanoseconds since the Unix epoch.</param>
/// <param name="Values">One array for each channel, as long as <paramref name="TimesNs"/>.</param>
public sealed record SeriesRows(long[] TimesNs, double[][] Values)
{
    /// <summary>Number of rows.</summary>
    public int Count => TimesNs.Length;
}
