namespace Governance.Statistics.Intervals;

/// <summary>Wilson's score interval of a proportion (1927): accurate near 0 and 1 and for small n, unlike ± z·s.e.</summary>
public static class Wilson
{
    /// <summary>The interval of <paramref name="successes"/> / <paramref name="trials"/>.</summary>
    /// <param name="successes">0 … <paramref name="trials"/>.</param>
    /// <param name="trials">≥ 1.</param>
    public static Interval Of(int successes, int trials, double level = .95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        if (successes < 0 || successes > trials)
            throw new ArgumentException($"{successes} successes of {trials}.");
        var (z, p, n) = (NormalQuantile((1 + level) / 2), (double)successes / trials, (double)trials);
        var centre = (p + z * z / (2 * n)) / (1 + z * z / n);
        var half = z / (1 + z * z / n) * Math.Sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        return new(
            p,
            successes == 0 ? 0 : Math.Max(0, centre - half),
            successes == trials ? 1 : Math.Min(1, centre + half),
            level
        );
    }

    /// <summary>Φ⁻¹ by bisection, to about 1e-12; p in (0, 1).</summary>
    public static double NormalQuantile(double p)
    {
        if (p is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability strictly between 0 and 1.");
        var (low, high) = (-9.0, 9.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (NormalBelow(middle) < p)
                low = middle;
            else
                high = middle;
        }
        return (low + high) / 2;
    }

    /// <summary>Φ by ½ + φ(z)(z + z³/3 + z⁵/15 + …) (Marsaglia 2004).</summary>
    private static double NormalBelow(double z)
    {
        var (sum, term) = (z, z);
        for (var k = 3; k < 400 && Math.Abs(term) > 1e-18; k += 2)
            sum += term *= z * z / k;
        return .5 + sum * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
    }
}
