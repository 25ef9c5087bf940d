namespace Governance.Statistics.Drift;

/// <summary>Helpers for one-dimensional samples and for rows of vectors.</summary>
internal static class Samples
{
    /// <summary>An ascending copy without NaN (missing).</summary>
    public static double[] Sorted(ReadOnlySpan<double> values)
    {
        var kept = new List<double>(values.Length);
        foreach (var v in values)
            if (!double.IsNaN(v))
                kept.Add(v);
        kept.Sort();
        return [.. kept];
    }

    public static int Rows(int values, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        return values % dimension == 0
            ? values / dimension
            : throw new ArgumentException($"{values} values are not rows of {dimension}.");
    }

    public static double SquaredDistance(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var sum = 0.0;
        for (var k = 0; k < x.Length; k++)
        {
            var gap = (double)x[k] - y[k];
            sum += gap * gap;
        }
        return sum;
    }
}
