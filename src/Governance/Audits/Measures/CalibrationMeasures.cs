using Governance.Statistics.Calibration;

namespace Governance.Audits;

/// <summary>Calibration of the top-label confidence, with the modalities that each sample has.</summary>
internal static class CalibrationMeasures
{
    public static CalibrationSection Of(
        AuditedRows rows,
        MaskedPredictions answers,
        TopLabel top,
        Uncertainty uncertainty
    )
    {
        var bins = uncertainty.Suite.Bins;
        const int ErrorBins = AuditSuite.CalibrationBins;
        int[] all = [.. Enumerable.Range(0, rows.Count)];
        var diagram = ReliabilityDiagram.EqualWidth(top.Confidence, top.Correct, bins);
        var errors = uncertainty.Paired(all, 1, weights => [Expected(top, weights, ErrorBins)])[0];
        var classes = rows.Classes.Count;
        double[] surprise = [.. all.Select(i => ProperScores.Surprise(answers.AsIs[i * classes + rows.Labels[i]]))];
        double[] brier =
        [
            .. all.Select(i =>
                ProperScores.SquaredDistance<float>(answers.AsIs.AsSpan(i * classes, classes), rows.Labels[i])
            ),
        ];
        double[] excess = [.. all.Select(i => top.Confidence[i] - (top.Correct[i] ? 1 : 0))];
        Figure Single(double? value) =>
            new(value, null, null, rows.Count, Uncertainty.None, rows.Count >= uncertainty.Suite.MinimumGroup);
        return new(
            [
                new("ece", new AuditText("calibration-ece-15-title"), errors, new AuditText("calibration-ece-means")),
                new(
                    "over-confidence",
                    new AuditText("calibration-over-confidence-title"),
                    uncertainty.Mean(all, excess),
                    new AuditText("calibration-over-confidence-means")
                ),
                new(
                    "max-error",
                    new MaximumErrorTitle(bins),
                    Single(diagram.Maximum),
                    new AuditText("calibration-max-error-means")
                ),
                new(
                    "ece-equal-mass",
                    new EqualMassTitle(bins),
                    Single(ReliabilityDiagram.EqualMass(top.Confidence, top.Correct, bins).Expected),
                    new AuditText("calibration-ece-equal-mass-means")
                ),
                new(
                    "brier",
                    new AuditText("calibration-brier-title"),
                    uncertainty.Mean(all, brier),
                    new AuditText("calibration-brier-means")
                ),
                new(
                    "log-loss",
                    new AuditText("calibration-log-loss-title"),
                    uncertainty.Mean(all, surprise),
                    new AuditText("calibration-log-loss-means")
                ),
            ],
            [.. diagram.Bins.Select(b => Point(b, top, uncertainty))],
            new AuditText("calibration-means")
        );
    }

    private static ReliabilityPoint Point(ReliabilityBin bin, TopLabel top, Uncertainty uncertainty)
    {
        int[] rows = [.. Enumerable.Range(0, top.Confidence.Length).Where(i => In(bin, top.Confidence[i]))];
        return new(bin.Lower, bin.Upper, bin.Confidence, uncertainty.Share(rows, i => top.Correct[i]));
    }

    private static bool In(ReliabilityBin bin, double confidence)
    {
        var bins = (int)Math.Round(1 / (bin.Upper - bin.Lower));
        return ReliabilityDiagram.BinOf(confidence, bins) == (int)Math.Round(bin.Lower * bins);
    }

    private static double Expected(TopLabel top, int[] weights, int bins)
    {
        var (gaps, n) = (new double[bins], 0L);
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] == 0)
                continue;
            n += weights[i];
            gaps[ReliabilityDiagram.BinOf(top.Confidence[i], bins)] +=
                weights[i] * ((top.Correct[i] ? 1 : 0) - top.Confidence[i]);
        }
        return n == 0 ? double.NaN : gaps.Sum(Math.Abs) / n;
    }
}
