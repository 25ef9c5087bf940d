namespace Governance.Statistics.Drift;

/// <summary>The two-sample Kolmogorov–Smirnov test, two-sided.</summary>
/// <param name="Statistic">D = sup |F − G|, 0 … 1.</param>
/// <param name="PValue">P(D at least this great | no drift).</param>
/// <param name="Exact">True for the count of lattice paths (Hodges 1958; conservative under ties), false for the limit.</param>
public sealed record KolmogorovSmirnov(double Statistic, double PValue, bool Exact)
{
    /// <summary>The p-value is exact while n·m does not exceed this, which takes 10 ms at most.</summary>
    public const long ExactUpTo = 4_000_000;

    /// <summary>Tests x against y. NaN is missing and left out. Null when either side is empty.</summary>
    public static KolmogorovSmirnov? Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (a, b) = (Samples.Sorted(x), Samples.Sorted(y));
        if (a.Length == 0 || b.Length == 0)
            return null;
        var gap = Gap(a, b);
        var d = (double)gap / ((long)a.Length * b.Length);
        var exact = (long)a.Length * b.Length <= ExactUpTo;
        return new(
            d,
            Math.Clamp(exact ? PathsOutside(a.Length, b.Length, gap) : Limit(a.Length, b.Length, d), 0, 1),
            exact
        );
    }

    /// <summary>max |i·m − j·n| over thresholds, an integer: no rounding decides a tie.</summary>
    private static long Gap(double[] a, double[] b)
    {
        var (i, j, greatest) = (0, 0, 0L);
        while (i < a.Length && j < b.Length)
        {
            var at = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] <= at)
                i++;
            while (j < b.Length && b[j] <= at)
                j++;
            greatest = Math.Max(greatest, Math.Abs((long)i * b.Length - (long)j * a.Length));
        }
        return greatest;
    }

    /// <summary>
    /// The probability that a random order of n and m items reaches the gap. Mass moves along the lattice and is summed where it first
    /// leaves the band, so nothing is subtracted and small p keep their digits.
    /// </summary>
    private static double PathsOutside(int n, int m, long gap)
    {
        if (gap == 0)
            return 1;
        var mass = new double[m + 1];
        mass[0] = 1;
        var outside = 0.0;
        for (var i = 0; i <= n; i++)
        for (var j = 0; j <= m; j++)
        {
            var here = mass[j];
            if (here == 0)
                continue;
            if (Math.Abs((long)i * m - (long)j * n) >= gap)
            {
                outside += here;
                mass[j] = 0;
                continue;
            }
            double left = n - i + m - j;
            if (j < m)
                mass[j + 1] += here * (m - j) / left;
            mass[j] = left == 0 ? 0 : here * (n - i) / left;
        }
        return outside;
    }

    /// <summary>Kolmogorov's limit with Stephens' correction for finite samples (1970).</summary>
    private static double Limit(int n, int m, double d)
    {
        var root = Math.Sqrt((double)n * m / (n + m));
        var z = (root + .12 + .11 / root) * d;
        if (z < .2)
            return 1;
        var sum = 0.0;
        for (var k = 1; k <= 100; k++)
        {
            var term = Math.Exp(-2.0 * k * k * z * z);
            sum += k % 2 == 1 ? term : -term;
            if (term < 1e-17)
                break;
        }
        return 2 * sum;
    }
}
