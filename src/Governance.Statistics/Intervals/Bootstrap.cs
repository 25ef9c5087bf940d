namespace Governance.Statistics.Intervals;

/// <summary>Seeded percentile bootstrap. The same seed gives the same bits on any number of threads.</summary>
public static class Bootstrap
{
    /// <summary>The default number of replicates.</summary>
    public const int Replicates = 1000;

    /// <summary>
    /// Intervals of several statistics over one shared resampling, so that they, and their differences, are paired.
    /// </summary>
    /// <param name="statistics">Computes a value for each statistic from how often each sample counts (1 each for the
    /// estimate itself); NaN where undefined. Called from several threads.</param>
    /// <param name="ct">Checked before each replicate.</param>
    public static IReadOnlyList<Interval> Paired(
        Resampling resampling,
        Func<int[], double[]> statistics,
        long seed,
        int replicates = Replicates,
        double level = .95,
        CancellationToken ct = default
    )
    {
        CheckLevel(replicates, level);
        var once = new int[resampling.Samples];
        Array.Fill(once, 1);
        var estimates = statistics(once);
        var drawn = new double[replicates][];
        var root = new SeededRandom(seed);
        Parallel.For(
            0,
            replicates,
            new ParallelOptions { CancellationToken = ct },
            () => new int[resampling.Samples],
            (r, _, weights) =>
            {
                var random = root.Split(r);
                resampling.Draw(ref random, weights);
                drawn[r] = statistics(weights);
                return weights;
            },
            _ => { }
        );
        return [.. estimates.Select((e, s) => Interval.OfReplicates(e, [.. drawn.Select(d => d[s])], level))];
    }

    /// <summary>The interval of a mean.</summary>
    /// <param name="clusters">A key for each value, to resample whole clusters; empty resamples single values.</param>
    /// <param name="ct">Checked before each replicate.</param>
    public static Interval Mean(
        ReadOnlySpan<double> values,
        long seed,
        ReadOnlySpan<int> clusters = default,
        int replicates = Replicates,
        double level = .95,
        CancellationToken ct = default
    )
    {
        var copy = values.ToArray();
        return Paired(
            Resampling.Of(copy.Length, clusters),
            weights =>
            {
                var (sum, n) = (0.0, 0L);
                for (var i = 0; i < copy.Length; i++)
                    (sum, n) = (sum + weights[i] * copy[i], n + weights[i]);
                return [n == 0 ? double.NaN : sum / n];
            },
            seed,
            replicates,
            level,
            ct
        )[0];
    }

    internal static void CheckLevel(int replicates, double level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 1);
        if (level is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "A level is between 0 and 1.");
    }
}
