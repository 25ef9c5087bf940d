namespace Governance.Statistics.Drift;

/// <summary>
/// Squared Fréchet distance of two Gaussians: ‖μ₁−μ₂‖² + tr(S₁ + S₂ − 2(S₁S₂)^½) (Dowson and Landau 1982; "FID").
/// It has no null distribution and needs many more rows than dimensions.
/// </summary>
public static class FrechetDistance
{
    /// <summary>The squared distance, from means and covariances.</summary>
    /// <param name="mean1">d values.</param>
    /// <param name="covariance1">d × d, symmetric, positive semi-definite.</param>
    public static double Between(
        ReadOnlySpan<double> mean1,
        ReadOnlySpan<double> covariance1,
        ReadOnlySpan<double> mean2,
        ReadOnlySpan<double> covariance2
    )
    {
        var d = mean1.Length;
        if (mean2.Length != d || covariance1.Length != d * d || covariance2.Length != d * d)
            throw new ArgumentException($"Means and covariances are not of {d} dimensions.");
        var sum = 0.0;
        for (var i = 0; i < d; i++)
            sum += (mean1[i] - mean2[i]) * (mean1[i] - mean2[i]) + covariance1[i * d + i] + covariance2[i * d + i];
        return Math.Max(0, sum - 2 * TraceOfRoot(covariance1.ToArray(), covariance2.ToArray(), d));
    }

    /// <summary>The squared distance, from rows of <paramref name="dimension"/> values, two or more on each side.</summary>
    public static double OfSamples(ReadOnlySpan<float> x, ReadOnlySpan<float> y, int dimension)
    {
        var ((m1, s1), (m2, s2)) = (Moments(x, dimension), Moments(y, dimension));
        return Between(m1, s1, m2, s2);
    }

    private static (double[] Mean, double[] Covariance) Moments(ReadOnlySpan<float> rows, int d)
    {
        var n = Samples.Rows(rows.Length, d);
        if (n < 2)
            throw new ArgumentException("A covariance needs two rows.");
        var (mean, covariance, gap) = (new double[d], new double[d * d], new double[d]);
        for (var i = 0; i < rows.Length; i++)
            mean[i % d] += rows[i] / (double)n;
        for (var r = 0; r < n; r++)
        {
            for (var k = 0; k < d; k++)
                gap[k] = rows[r * d + k] - mean[k];
            for (var i = 0; i < d; i++)
            for (var j = 0; j < d; j++)
                covariance[i * d + j] += gap[i] * gap[j] / (n - 1);
        }
        return (mean, covariance);
    }

    /// <summary>tr((AB)^½): the roots of AB's eigenvalues, which are those of A^½ B A^½.</summary>
    private static double TraceOfRoot(double[] a, double[] b, int d)
    {
        if (IsDiagonal(a, d) && IsDiagonal(b, d))
            return Enumerable.Range(0, d).Sum(i => Math.Sqrt(Math.Max(0, a[i * d + i] * b[i * d + i])));
        var (values, vectors) = SymmetricEigen.Of(a, d);
        var root = new double[d * d];
        for (var i = 0; i < d; i++)
        for (var j = 0; j < d; j++)
        for (var k = 0; k < d; k++)
            root[i * d + j] += vectors[i * d + k] * Math.Sqrt(Math.Max(0, values[k])) * vectors[j * d + k];
        return SymmetricEigen.Of(Multiply(Multiply(root, b, d), root, d), d).Values.Sum(v => Math.Sqrt(Math.Max(0, v)));
    }

    private static bool IsDiagonal(double[] a, int d)
    {
        for (var i = 0; i < a.Length; i++)
            if (a[i] != 0 && i / d != i % d)
                return false;
        return true;
    }

    private static double[] Multiply(double[] a, double[] b, int d)
    {
        var product = new double[d * d];
        for (var i = 0; i < d; i++)
        for (var k = 0; k < d; k++)
        for (var j = 0; j < d; j++)
            product[i * d + j] += a[i * d + k] * b[k * d + j];
        return product;
    }
}
