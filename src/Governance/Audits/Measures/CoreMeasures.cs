using Governance.Platform.Runs;
using Governance.Statistics.Calibration;

namespace Governance.Audits;

/// <summary>The sections that need nothing but the rows and the model's answers.</summary>
internal static class CoreMeasures
{
    public static CoreSections Of(
        AuditedRows rows,
        MaskedPredictions answers,
        PerModality<double>? attention,
        AuditSuite suite,
        RunCounter counter
    )
    {
        var uncertainty = new Uncertainty(rows.Subjects, suite, counter);
        int[] all = [.. Enumerable.Range(0, rows.Count)];
        var right = TopLabel.Of<float>(answers.AsIs, rows.Classes.Count, rows.Labels);
        return new(
            Overall(rows, all, right, uncertainty),
            MaskMeasures.Of(rows, answers, uncertainty),
            CalibrationMeasures.Of(rows, answers, right, uncertainty),
            ContributionMeasures.Of(rows, answers, attention, uncertainty),
            GroupMeasures.Strata(rows, right, uncertainty),
            GroupMeasures.Fairness(rows, right, uncertainty)
        );
    }

    private static IReadOnlyList<Measure> Overall(AuditedRows rows, int[] all, TopLabel right, Uncertainty uncertainty)
    {
        var common = Enumerable.Range(0, rows.Classes.Count).MaxBy(c => (rows.Labels.Count(l => l == c), -c));
        var gain = uncertainty.Paired(
            all,
            1,
            weights =>
            {
                var (hits, n, counts) = (0L, 0L, new long[rows.Classes.Count]);
                for (var i = 0; i < weights.Length; i++)
                {
                    n += weights[i];
                    counts[rows.Labels[i]] += weights[i];
                    if (right.Correct[i])
                        hits += weights[i];
                }
                return [n == 0 ? double.NaN : (hits - counts.Max()) / (double)n];
            },
            shares: true
        )[0];
        return
        [
            new(
                "accuracy",
                new AuditText("overall-accuracy-title"),
                uncertainty.Share(all, i => right.Correct[i]),
                new AuditText("overall-accuracy-means")
            ),
            new(
                "majority",
                new AuditText("overall-majority-title"),
                uncertainty.Share(all, i => rows.Labels[i] == common),
                new MajorityMeans(rows.Classes[common])
            ),
            new("gain", new AuditText("overall-gain-title"), gain, new AuditText("overall-gain-means")),
        ];
    }
}
