namespace Governance.Statistics.Selective;

/// <summary>
/// Selective prediction: the growth of the error as less certain predictions are answered too. Lower is better in every figure.
/// <see cref="Augrc"/> is the main figure; the three AURC conventions in use differ, so each has its own name.
/// Equal confidences are one threshold; where a convention needs their order, each has the mean loss of its tie.
/// </summary>
/// <param name="Augrc">Area under the generalised risk (loss of the answered / all), from coverage 0; Traub et al. 2024.</param>
/// <param name="Aurc">Area under the selective risk over thresholds, extended level to coverage 0 (the convention of fd-shifts).</param>
/// <param name="AurcMean">Mean over k of the risk of the k surest (Geifman et al. 2019).</param>
/// <param name="AurcTrapezoid">Trapezoid from coverage 1/n, divided by 1 − 1/n (the convention of torch-uncertainty).
/// Null for n = 1.</param>
/// <param name="ExcessAurc">Aurc minus that of the best order of the same losses (E-AURC).</param>
/// <param name="Points">One for each threshold, coverage ascending, the last at 1.</param>
public sealed record RiskCoverage(
    double Augrc,
    double Aurc,
    double AurcMean,
    double? AurcTrapezoid,
    double ExcessAurc,
    IReadOnlyList<CoveragePoint> Points
)
{
    /// <summary>The curve of confidences and losses.</summary>
    /// <param name="confidence">n ≥ 1 values; greater is more confident.</param>
    /// <param name="losses">n losses in [0, 1]; for classification 0 when correct and 1 when wrong.</param>
    public static RiskCoverage Of(ReadOnlySpan<double> confidence, ReadOnlySpan<double> losses)
    {
        if (confidence.IsEmpty || confidence.Length != losses.Length)
            throw new ArgumentException($"{confidence.Length} confidences for {losses.Length} losses.");
        foreach (var c in confidence)
            if (double.IsNaN(c))
                throw new ArgumentException("A confidence is not a number.");
        foreach (var l in losses)
            if (l is not (>= 0 and <= 1))
                throw new ArgumentException($"{l} is not a loss in [0, 1].");
        var points = Thresholds(confidence, losses);
        var (mean, trapezoid) = ByRank(points, losses.Length);
        var aurc = Selective(points);
        // In the best order the smallest loss has the greatest confidence.
        var ideal = new double[losses.Length];
        for (var i = 0; i < ideal.Length; i++)
            ideal[i] = -losses[i];
        return new(Generalised(points), aurc, mean, trapezoid, aurc - Selective(Thresholds(ideal, losses)), points);
    }

    /// <summary>The curve of confidences and correct or wrong predictions.</summary>
    public static RiskCoverage Of(ReadOnlySpan<double> confidence, ReadOnlySpan<bool> correct)
    {
        var losses = new double[correct.Length];
        for (var i = 0; i < losses.Length; i++)
            losses[i] = correct[i] ? 0 : 1;
        return Of(confidence, losses);
    }

    private static List<CoveragePoint> Thresholds(ReadOnlySpan<double> confidence, ReadOnlySpan<double> losses)
    {
        var rows = new (double Doubt, double Loss)[losses.Length];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = (-confidence[i], losses[i]);
        Array.Sort(rows); // Losses break ties only to fix the order of summation.
        var points = new List<CoveragePoint>();
        var sum = 0.0;
        for (var i = 0; i < rows.Length; i++)
        {
            sum += rows[i].Loss;
            if (i + 1 == rows.Length || rows[i + 1].Doubt > rows[i].Doubt)
                points.Add(new((i + 1.0) / rows.Length, sum / (i + 1)));
        }
        return points;
    }

    private static double Selective(List<CoveragePoint> points)
    {
        var (area, last) = (0.0, new CoveragePoint(0, points[0].Risk));
        foreach (var point in points)
        {
            area += (point.Coverage - last.Coverage) * (point.Risk + last.Risk) / 2;
            last = point;
        }
        return area;
    }

    private static double Generalised(List<CoveragePoint> points)
    {
        var (area, last) = (0.0, new CoveragePoint(0, 0));
        foreach (var point in points)
        {
            area += (point.Coverage - last.Coverage) * (point.Risk * point.Coverage + last.Risk * last.Coverage) / 2;
            last = point;
        }
        return area;
    }

    private static (double Mean, double? Trapezoid) ByRank(List<CoveragePoint> points, int n)
    {
        var (rank, sum, total, edges) = (0, 0.0, 0.0, 0.0);
        foreach (var point in points)
        {
            var end = (int)Math.Round(point.Coverage * n);
            var each = (point.Risk * end - sum) / (end - rank);
            while (rank < end)
            {
                sum += each;
                var risk = sum / ++rank;
                total += risk;
                if (rank == 1 || rank == n)
                    edges += risk / 2;
            }
        }
        return (total / n, n == 1 ? null : (total - edges) / n / (1 - 1.0 / n));
    }
}
