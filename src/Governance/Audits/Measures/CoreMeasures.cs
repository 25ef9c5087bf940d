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
        var right = TopLabel.Of<float>(answers.AsIs, rows.Classes.Count, rows.Labels);
        return new(
            Overall(rows, answers, right, uncertainty),
            MaskMeasures.Of(rows, answers, uncertainty),
            CalibrationMeasures.Of(rows, answers, right, uncertainty),
            ContributionMeasures.Of(rows, answers, attention, uncertainty),
            GroupMeasures.Strata(rows, right, uncertainty),
            GroupMeasures.Fairness(rows, right, uncertainty)
        );
    }

    private static IReadOnlyList<Measure> Overall(
        AuditedRows rows,
        MaskedPredictions answers,
        TopLabel right,
        Uncertainty uncertainty
    )
    {
        int[] all = [.. Enumerable.Range(0, rows.Count)];
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
            new(
                "log-loss-gain",
                new AuditText("overall-log-loss-gain-title"),
                LogLossGain(rows, answers, uncertainty),
                new AuditText("overall-log-loss-gain-means")
            ),
        ];
    }

    /// <summary>
    /// Log loss of the class frequencies (the entropy of the labels, drawn again with each resampling) minus the model's, nats.
    /// </summary>
    private static Figure LogLossGain(AuditedRows rows, MaskedPredictions answers, Uncertainty uncertainty)
    {
        var classes = rows.Classes.Count;
        int[] all = [.. Enumerable.Range(0, rows.Count)];
        double[] surprise = [.. all.Select(i => ProperScores.Surprise(answers.AsIs[i * classes + rows.Labels[i]]))];
        return uncertainty.Paired(all, 1, weights =>
        {
            var (loss, n, counts) = (0.0, 0L, new long[classes]);
            for (var i = 0; i < weights.Length; i++)
            {
                n += weights[i];
                counts[rows.Labels[i]] += weights[i];
                loss += weights[i] * surprise[i];
            }
            var entropy = counts.Where(c => c > 0).Sum(c => -(double)c / n * Math.Log((double)c / n));
            return [n == 0 ? double.NaN : entropy - loss / n];
        })[0];
    }
}
