using Governance.Statistics.Intervals;

namespace Governance.Statistics.Drift;

/// <summary>
/// Maximum mean discrepancy of two sets of vectors, unbiased, Gaussian kernel (Gretton et al. 2012), with a permutation
/// test. The p-value comes from permutations of the pooled rows, because a fixed threshold raises false alarms at every size.
/// </summary>
/// <param name="Squared">MMD²; may be slightly negative without drift.</param>
/// <param name="Bandwidth">σ of k(x, y) = exp(−‖x−y‖² / 2σ²).</param>
/// <param name="PValue">(1 + permutations at least as great) / (1 + permutations).</param>
public sealed record KernelTwoSample(double Squared, double Bandwidth, double PValue)
{
    /// <summary>The default number of permutations; the least possible p is 1 / (this + 1).</summary>
    public const int Permutations = 199;

    /// <summary>
    /// Tests x (the reference) against y, each two or more rows of <paramref name="dimension"/>. The whole kernel is in
    /// memory, (n + m)² / 2 doubles, so thin out sets beyond a few thousand rows.
    /// </summary>
    /// <param name="bandwidth">σ; null is the median distance of the pooled rows (1 when that is 0).</param>
    public static KernelTwoSample Of(
        ReadOnlySpan<float> x,
        ReadOnlySpan<float> y,
        int dimension,
        long seed,
        int permutations = Permutations,
        double? bandwidth = null
    )
    {
        var (n, m) = (Samples.Rows(x.Length, dimension), Samples.Rows(y.Length, dimension));
        if (n < 2 || m < 2)
            throw new ArgumentException($"MMD needs two rows on each side, not {n} and {m}.");
        float[] pooled = [.. x, .. y];
        var kernel = Distances(pooled, n + m, dimension);
        var sigma = bandwidth ?? MedianDistance(kernel, n + m);
        Parallel.For(0, kernel.Length, i =>
        {
            foreach (ref var k in kernel[i].AsSpan())
                k = Math.Exp(-k / (2 * sigma * sigma));
        });
        var rows = new RowSums(kernel, n);
        int[] order = [.. Enumerable.Range(0, n + m)];
        var observed = rows.Statistic(order);
        var (root, reached) = (new SeededRandom(seed), new bool[permutations]);
        // Equal splits differ only by rounding and must count as reached.
        var slack = 1e-12 * Math.Max(1, Math.Abs(observed));
        Parallel.For(0, permutations, r =>
        {
            var (random, shuffled) = (root.Split(r), (int[])order.Clone());
            random.Shuffle(shuffled.AsSpan());
            reached[r] = rows.Statistic(shuffled) >= observed - slack;
        });
        return new(observed, sigma, (1.0 + reached.Count(r => r)) / (1 + permutations));
    }

    /// <summary>Row i holds the squared distances to rows 0 … i − 1.</summary>
    private static double[][] Distances(float[] rows, int count, int dimension)
    {
        var squared = new double[count][];
        Parallel.For(0, count, i =>
        {
            squared[i] = new double[i];
            for (var j = 0; j < i; j++)
                squared[i][j] = Samples.SquaredDistance(
                    rows.AsSpan(i * dimension, dimension),
                    rows.AsSpan(j * dimension, dimension)
                );
        });
        return squared;
    }

    private static double MedianDistance(double[][] squared, int count)
    {
        // 250,000 pairs determine the median well enough; which ones depends only on the size.
        var pairs = (long)count * (count - 1) / 2;
        var step = Math.Max(1, pairs / 250_000);
        var seen = new List<double>();
        var at = 0L;
        foreach (var row in squared)
        foreach (var d in row)
            if (at++ % step == 0)
                seen.Add(d);
        seen.Sort();
        var median = Math.Sqrt(Interval.Quantile(seen, .5));
        return median > 0 ? median : 1;
    }

    /// <summary>The sum of each row, so that a split costs only the pairs inside its first part.</summary>
    private sealed class RowSums
    {
        private readonly double[][] _kernel;
        private readonly double[] _sums;
        private readonly double _total;
        private readonly int _first;

        public RowSums(double[][] kernel, int first)
        {
            (_kernel, _first, _sums) = (kernel, first, new double[kernel.Length]);
            for (var i = 0; i < kernel.Length; i++)
            for (var j = 0; j < i; j++)
            {
                _sums[i] += kernel[i][j];
                _sums[j] += kernel[i][j];
                _total += kernel[i][j];
            }
        }

        /// <summary>MMD² with the first n rows of <paramref name="order"/> on one side.</summary>
        public double Statistic(int[] order)
        {
            double n = _first,
                m = order.Length - _first;
            var (inside, touching, part) = (0.0, 0.0, order[.._first]);
            Array.Sort(part); // Ascending, so that each kernel row is read forwards and the sum's order is fixed.
            for (var a = 0; a < part.Length; a++)
            {
                touching += _sums[part[a]];
                var row = _kernel[part[a]];
                for (var b = 0; b < a; b++)
                    inside += row[part[b]];
            }
            var between = touching - 2 * inside;
            var other = _total - inside - between;
            return 2 * inside / (n * (n - 1)) + 2 * other / (m * (m - 1)) - 2 * between / (n * m);
        }
    }
}
