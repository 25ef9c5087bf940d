namespace Governance.Statistics.Intervals;

/// <summary>An estimate with its interval; <see cref="Low"/> and <see cref="High"/> are null without one.</summary>
/// <param name="Estimate">The value for the sample itself.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="Level">Nominal coverage, such as .95.</param>
public sealed record Interval(double Estimate, double? Low, double? High, double Level)
{
    /// <summary>
    /// Percentile interval from replicates (Efron 1979). Undefined replicates (NaN) are left out; the ends are null when
    /// fewer than half are defined.
    /// </summary>
    public static Interval OfReplicates(double estimate, ReadOnlySpan<double> replicates, double level)
    {
        var defined = new List<double>(replicates.Length);
        foreach (var r in replicates)
            if (!double.IsNaN(r))
                defined.Add(r);
        if (defined.Count * 2 < replicates.Length || defined.Count == 0)
            return new(estimate, null, null, level);
        defined.Sort();
        return new(estimate, Quantile(defined, (1 - level) / 2), Quantile(defined, (1 + level) / 2), level);
    }

    /// <summary>This estimate with the outer ends of both intervals; an end that only one of them has is kept.</summary>
    public Interval WidenedBy(Interval other) =>
        this with
        {
            Low = Outer(Low, other.Low, Math.Min),
            High = Outer(High, other.High, Math.Max),
        };

    private static double? Outer(double? one, double? other, Func<double, double, double> outer) =>
        one is { } a && other is { } b ? outer(a, b) : one ?? other;

    /// <summary>Quantile of ascending values by linear interpolation at (n − 1)q (Hyndman and Fan's type 7).</summary>
    public static double Quantile(IReadOnlyList<double> ascending, double q)
    {
        var at = (ascending.Count - 1) * q;
        var below = (int)Math.Floor(at);
        var above = Math.Min(below + 1, ascending.Count - 1);
        return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
    }
}
