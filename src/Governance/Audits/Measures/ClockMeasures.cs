using Governance.Platform.Runs;
using Governance.Statistics.Calibration;

namespace Governance.Audits;

/// <summary>
/// Accuracy when the sensor's clock runs ahead or behind: the series is encoded again from a window moved by a share of
/// its length.
/// </summary>
internal static class ClockMeasures
{
    /// <summary>Shares of the window, ascending; 0 is the clean clock.</summary>
    public static IReadOnlyList<double> Shifts { get; } = [-.3, -.15, -.05, 0, .05, .15, .3];

    private const string Means =
        "The sensor's window is moved against the photo and the note and encoded anew, as if its "
        + "clock were wrong. How far the answers hold tells how well clocks must be set.";

    private static readonly Column[] Columns =
    [
        new(
            "severity",
            "Clock moved by",
            "How far the sensor's window was moved, in percent of its length; below 0 the sensor is read too early."
        ),
        new("accuracy", "Right answers", "Share of right answers with the moved window."),
    ];

    public static ClockSection NotMeasured(string why) => new([], null, why, Means, Columns);

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

    /// <summary>The widest |shift| such that every shift up to it, both ways, loses at most half the width of the clean interval.</summary>
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
