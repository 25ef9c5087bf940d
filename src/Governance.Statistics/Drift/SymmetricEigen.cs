namespace Governance.Statistics.Drift;

/// <summary>Eigenvalues and -vectors of a symmetric matrix by cyclic Jacobi rotations.</summary>
internal static class SymmetricEigen
{
    /// <param name="matrix">d × d.</param>
    /// <returns>d values, unsorted, and d × d vectors in columns.</returns>
    public static (double[] Values, double[] Vectors) Of(double[] matrix, int d)
    {
        var (a, v) = ((double[])matrix.Clone(), new double[d * d]);
        for (var i = 0; i < d; i++)
            v[i * d + i] = 1;
        var scale = a.Sum(x => x * x);
        for (var sweep = 0; sweep < 60 && OffDiagonal(a, d) > 1e-26 * scale; sweep++)
        for (var p = 0; p < d; p++)
        for (var q = p + 1; q < d; q++)
            if (a[p * d + q] != 0)
                Rotate(a, v, d, p, q);
        return ([.. Enumerable.Range(0, d).Select(i => a[i * d + i])], v);
    }

    private static double OffDiagonal(double[] a, int d)
    {
        var sum = 0.0;
        for (var i = 0; i < d; i++)
        for (var j = 0; j < d; j++)
            if (i != j)
                sum += a[i * d + j] * a[i * d + j];
        return sum;
    }

    private static void Rotate(double[] a, double[] v, int d, int p, int q)
    {
        var theta = (a[q * d + q] - a[p * d + p]) / (2 * a[p * d + q]);
        var t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var c = 1 / Math.Sqrt(t * t + 1);
        var s = t * c;
        for (var k = 0; k < d; k++)
            (a[k * d + p], a[k * d + q]) = (c * a[k * d + p] - s * a[k * d + q], s * a[k * d + p] + c * a[k * d + q]);
        for (var k = 0; k < d; k++)
            (a[p * d + k], a[q * d + k]) = (c * a[p * d + k] - s * a[q * d + k], s * a[p * d + k] + c * a[q * d + k]);
        for (var k = 0; k < d; k++)
            (v[k * d + p], v[k * d + q]) = (c * v[k * d + p] - s * v[k * d + q], s * v[k * d + p] + c * v[k * d + q]);
    }
}
