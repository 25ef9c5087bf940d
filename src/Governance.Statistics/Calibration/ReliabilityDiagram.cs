namespace Governance.Statistics.Calibration;

/// <summary>
/// Calibration error over bins of confidence (Naeini et al. 2015; Guo et al. 2017). Give top-label confidence and
/// correctness (<see cref="TopLabel"/>) for the convention used throughout, or p(positive) and the binary label for the
/// positive-probability convention; the formula is the same. Lower is better; every error is in [0, 1].
/// </summary>
public sealed class ReliabilityDiagram
{
    private ReliabilityDiagram(IReadOnlyList<ReliabilityBin> bins) => Bins = bins;

    /// <summary>In ascending order of confidence; never empty.</summary>
    public IReadOnlyList<ReliabilityBin> Bins { get; }

    /// <summary>The number of samples.</summary>
    public int Count => Bins.Sum(b => b.Count);

    /// <summary>Expected calibration error: Σ n_b/N · |acc_b − conf_b|. Null without samples.</summary>
    public double? Expected => Weighted(Math.Abs);

    /// <summary>Greatest |acc_b − conf_b| (MCE). Null without samples.</summary>
    public double? Maximum => Bins.Max(b => b.Gap is { } gap ? Math.Abs(gap) : (double?)null);

    /// <summary>√(Σ n_b/N · (acc_b − conf_b)²). Null without samples.</summary>
    public double? RootMeanSquare => Weighted(gap => gap * gap) is { } sum ? Math.Sqrt(sum) : null;

    /// <summary>Bins of equal width on [0, 1], closed below; confidence 1 belongs to the last.</summary>
    /// <param name="confidence">n values in [0, 1].</param>
    /// <param name="correct">n outcomes.</param>
    public static ReliabilityDiagram EqualWidth(
        ReadOnlySpan<double> confidence,
        ReadOnlySpan<bool> correct,
        int bins = 15
    )
    {
        Check(confidence, correct, bins);
        var (counts, sums, hits) = (new int[bins], new double[bins], new int[bins]);
        for (var i = 0; i < confidence.Length; i++)
        {
            var b = BinOf(confidence[i], bins);
            counts[b]++;
            sums[b] += confidence[i];
            if (correct[i])
                hits[b]++;
        }
        return new([
            .. Enumerable
                .Range(0, bins)
                .Select(b => Bin((double)b / bins, (b + 1.0) / bins, counts[b], sums[b], hits[b])),
        ]);
    }

    /// <summary>
    /// Bins of equal mass ("adaptive"; ece_equal_mass): sorted by confidence and cut into parts as equal as possible, larger
    /// parts first. Fewer samples than bins leave empty bins at the end.
    /// </summary>
    public static ReliabilityDiagram EqualMass(
        ReadOnlySpan<double> confidence,
        ReadOnlySpan<bool> correct,
        int bins = 15
    )
    {
        Check(confidence, correct, bins);
        var rows = new (double Confidence, bool Correct)[confidence.Length];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = (confidence[i], correct[i]);
        Array.Sort(rows); // Correctness breaks ties, so the order of the input cannot matter.
        var (each, rest) = Math.DivRem(rows.Length, bins);
        var made = new List<ReliabilityBin>(bins);
        for (int b = 0, start = 0; b < bins; b++)
        {
            var part = rows.AsSpan(start, each + (b < rest ? 1 : 0));
            start += part.Length;
            var (sum, hits) = (0.0, 0);
            foreach (var row in part)
                (sum, hits) = (sum + row.Confidence, hits + (row.Correct ? 1 : 0));
            var last = made.Count > 0 ? made[^1].Upper : 0;
            made.Add(
                part.Length == 0
                    ? Bin(last, last, 0, 0, 0)
                    : Bin(part[0].Confidence, part[^1].Confidence, part.Length, sum, hits)
            );
        }
        return new(made);
    }

    /// <summary>Which of <paramref name="bins"/> equal-width bins a confidence in [0, 1] belongs to.</summary>
    public static int BinOf(double confidence, int bins) => Math.Min(bins - 1, (int)(confidence * bins));

    private static ReliabilityBin Bin(double lower, double upper, int count, double sum, int hits) =>
        new(lower, upper, count, count == 0 ? null : sum / count, count == 0 ? null : (double)hits / count);

    private double? Weighted(Func<double, double> penalty)
    {
        double n = Count;
        return n == 0 ? null : Bins.Sum(b => b.Gap is { } gap ? b.Count / n * penalty(gap) : 0);
    }

    private static void Check(ReadOnlySpan<double> confidence, ReadOnlySpan<bool> correct, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (confidence.Length != correct.Length)
            throw new ArgumentException($"{confidence.Length} confidences for {correct.Length} outcomes.");
        foreach (var c in confidence)
            Rows.Probability(c);
    }
}
