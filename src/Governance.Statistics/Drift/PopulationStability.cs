namespace Governance.Statistics.Drift;

/// <summary>
/// Population stability index Σ (a − e) ln(a / e) over bins; 0 for equal shares. By convention below .1 is stable and above
/// .25 a shift, regardless of n, so use a test as well.
/// </summary>
public static class PopulationStability
{
    /// <summary>The least share of a bin, so that an empty bin does not make the index infinite.</summary>
    public const double Floor = .01;

    /// <summary>From counts in the same bins. Null when either side is empty.</summary>
    public static double? OfCounts(ReadOnlySpan<int> expected, ReadOnlySpan<int> actual, double floor = Floor)
    {
        if (expected.Length != actual.Length)
            throw new ArgumentException($"{expected.Length} bins against {actual.Length}.");
        var (ne, na) = (Sum(expected), Sum(actual));
        if (ne == 0 || na == 0)
            return null;
        var sum = 0.0;
        for (var b = 0; b < expected.Length; b++)
        {
            var (e, a) = (Math.Max(floor, (double)expected[b] / ne), Math.Max(floor, (double)actual[b] / na));
            sum += (a - e) * Math.Log(a / e);
        }
        return sum;
    }

    /// <summary>
    /// From samples; the bins are quantiles of the reference (deciles by default), equal edges merged. NaN is
    /// left out. Null when either side is empty.
    /// </summary>
    public static double? OfSamples(
        ReadOnlySpan<double> reference,
        ReadOnlySpan<double> current,
        int bins = 10,
        double floor = Floor
    )
    {
        var sorted = Samples.Sorted(reference);
        if (sorted.Length == 0)
            return null;
        double[] edges =
        [
            .. Enumerable
                .Range(1, bins - 1)
                .Select(b => Intervals.Interval.Quantile(sorted, (double)b / bins))
                .Distinct(),
        ];
        return OfCounts(Counts(sorted, edges), Counts(Samples.Sorted(current), edges), floor);
    }

    private static int[] Counts(double[] values, double[] edges)
    {
        var counts = new int[edges.Length + 1];
        foreach (var v in values)
        {
            var at = Array.BinarySearch(edges, v);
            counts[at < 0 ? ~at : at]++;
        }
        return counts;
    }

    private static long Sum(ReadOnlySpan<int> counts)
    {
        var sum = 0L;
        foreach (var c in counts)
            sum += c;
        return sum;
    }
}
