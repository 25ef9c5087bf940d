using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Statistics.Calibration;

namespace Governance.Audits;

/// <summary>
/// Accuracy when the sensor's clock is ahead or behind: the series is encoded again from a window that is shifted by a share
/// of its length.
/// </summary>
internal static class ClockMeasures
{
    /// <summary>Shifts as shares of the window, ascending; 0 = the clock as it is.</summary>
    public static IReadOnlyList<double> Shifts { get; } = [-.3, -.15, -.05, 0, .05, .15, .3];

    private static readonly AuditText Means = new AuditText("clock-means");

    private static readonly Column[] Columns =
    [
        new("severity", new AuditText("clock-severity-title"), new AuditText("clock-severity-means")),
        new("accuracy", new AuditText("clock-accuracy-title"), new AuditText("clock-accuracy-means")),
    ];

    public static ClockSection NotMeasured(Message why) => new([], null, why, Means, Columns);

    /// <param name="chosen">The rows that were encoded again.</param>
    /// <param name="answers">For each shift, rows × classes probabilities of all rows.</param>
    public static ClockSection Of(
        AuditedRows rows,
        int[] chosen,
        IReadOnlyList<float[]> answers,
        AuditSuite suite,
        RunCounter counter
    )
    {
        var uncertainty = new Uncertainty(rows.Subjects, suite, counter);
        RobustnessPoint[] points =
        [
            .. Shifts.Select(
                (shift, s) =>
                {
                    var top = TopLabel.Of<float>(answers[s], rows.Classes.Count, rows.Labels);
                    return new RobustnessPoint(shift, uncertainty.Share(chosen, i => top.Correct[i]));
                }
            ),
        ];
        return new(points, Tolerance(points), null, Means, Columns);
    }

    /// <summary>
    /// The largest |shift| up to which every shift, in both directions, loses at most half the width of the interval without
    /// a shift; null when the smallest shift already loses more.
    /// </summary>
    internal static double? Tolerance(IReadOnlyList<RobustnessPoint> points)
    {
        var clean = points.Single(p => p.Severity == 0).Accuracy;
        var allowed = (clean.High!.Value - clean.Low!.Value) / 2;
        double? tolerated = null;
        foreach (var size in points.Select(p => Math.Abs(p.Severity)).Where(s => s > 0).Distinct().Order())
        {
            if (points.Where(p => Math.Abs(p.Severity) == size).Any(p => clean.Value - p.Accuracy.Value > allowed))
                break;
            tolerated = size;
        }
        return tolerated;
    }
}
