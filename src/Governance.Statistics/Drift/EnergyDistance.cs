namespace Governance.Statistics.Drift;

/// <summary>
/// Energy distance √(2E‖X−Y‖ − E‖X−X′‖ − E‖Y−Y′‖) (Székely 2002); 0 only for equal distributions.
/// </summary>
public static class EnergyDistance
{
    /// <summary>One dimension, in n log n: √(2 ∫ (F − G)²). NaN is left out; null when either side is empty.</summary>
    public static double? Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (a, b) = (Samples.Sorted(x), Samples.Sorted(y));
        if (a.Length == 0 || b.Length == 0)
            return null;
        double[] all = [.. a, .. b];
        Array.Sort(all);
        var (i, j, sum) = (0, 0, 0.0);
        for (var k = 0; k + 1 < all.Length; k++)
        {
            while (i < a.Length && a[i] <= all[k])
                i++;
            while (j < b.Length && b[j] <= all[k])
                j++;
            var gap = (double)i / a.Length - (double)j / b.Length;
            sum += gap * gap * (all[k + 1] - all[k]);
        }
        return Math.Sqrt(2 * sum);
    }

    /// <summary>Rows of <paramref name="dimension"/> values; every pair is compared. Null when either side is empty.</summary>
    public static double? Of(ReadOnlySpan<float> x, ReadOnlySpan<float> y, int dimension)
    {
        if (Samples.Rows(x.Length, dimension) == 0 || Samples.Rows(y.Length, dimension) == 0)
            return null;
        var squared = 2 * MeanDistance(x, y, dimension) - MeanDistance(x, x, dimension) - MeanDistance(y, y, dimension);
        return Math.Sqrt(Math.Max(0, squared));
    }

    private static double MeanDistance(ReadOnlySpan<float> x, ReadOnlySpan<float> y, int dimension)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i += dimension)
        for (var j = 0; j < y.Length; j += dimension)
            sum += Math.Sqrt(Samples.SquaredDistance(x.Slice(i, dimension), y.Slice(j, dimension)));
        return sum / ((double)(x.Length / dimension) * (y.Length / dimension));
    }
}
