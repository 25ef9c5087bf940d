namespace Governance.Statistics.Drift;

/// <summary>Holm's step-down correction (1979): over several tests, the chance of any false alarm is at most the level.</summary>
public static class Holm
{
    /// <summary>
    /// Adjusted p-values in the order given; reject where one is at most the level. NaN (no test) stays NaN and does
    /// not count.
    /// </summary>
    public static double[] Adjust(ReadOnlySpan<double> pValues)
    {
        var p = pValues.ToArray();
        var adjusted = (double[])p.Clone();
        int[] order = [.. Enumerable.Range(0, p.Length).Where(i => !double.IsNaN(p[i])).OrderBy(i => p[i])];
        var least = 0.0;
        for (var k = 0; k < order.Length; k++)
            adjusted[order[k]] = least = Math.Max(least, Math.Min(1, (order.Length - k) * p[order[k]]));
        return adjusted;
    }
}
