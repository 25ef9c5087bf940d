using Governance.Statistics.Calibration;

namespace Governance.Audits;

/// <summary>Whether stated confidence can be believed; top-label confidence, with the modalities that each sample has.</summary>
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
        int[] all = [.. Enumerable.Range(0, rows.Count)];
        var diagram = ReliabilityDiagram.EqualWidth(top.Confidence, top.Correct, bins);
        var errors = uncertainty.Paired(all, 1, weights => [Expected(top, weights, bins)])[0];
        var classes = rows.Classes.Count;
        double[] surprise = [.. all.Select(i => ProperScores.Surprise(answers.AsIs[i * classes + rows.Labels[i]]))];
        double[] brier =
        [
            .. all.Select(i =>
                Enumerable
                    .Range(0, classes)
                    .Sum(c => Math.Pow(answers.AsIs[i * classes + c] - (rows.Labels[i] == c ? 1 : 0), 2))
            ),
        ];
        double[] excess = [.. all.Select(i => top.Confidence[i] - (top.Correct[i] ? 1 : 0))];
        Figure Single(double? value) =>
            new(value, null, null, rows.Count, Uncertainty.None, rows.Count >= uncertainty.Suite.MinimumGroup);
        return new(
            [
                new(
                    "ece",
                    "Calibration error",
                    errors,
                    "The distance between how sure the model says it is and how often it is right, averaged "
                        + "over all samples. 0 is honest. With few samples it cannot come out as 0 even for an "
                        + "honest model, so read it as an upper bound."
                ),
                new(
                    "over-confidence",
                    "Over-confidence",
                    uncertainty.Mean(all, excess),
                    "Mean confidence less the share of right answers. Above 0 the model promises more than it "
                        + "keeps; below 0 it is more careful than it needs to be."
                ),
                new(
                    "max-error",
                    "Largest gap",
                    Single(diagram.Maximum),
                    "The gap in the worst bin of the diagram; a bin with few samples can make it large by chance."
                ),
                new(
                    "ece-equal-mass",
                    "Calibration error, equal bins",
                    Single(ReliabilityDiagram.EqualMass(top.Confidence, top.Correct, bins).Expected),
                    "The same error with bins that hold equally many samples; when it differs much from the "
                        + "first, neither should be trusted to the second digit."
                ),
                new(
                    "brier",
                    "Brier score",
                    uncertainty.Mean(all, brier),
                    "Mean squared distance between the stated probabilities and the truth, 0 to 2. It "
                        + "punishes wrong and badly calibrated answers alike; lower is better."
                ),
                new(
                    "log-loss",
                    "Surprise",
                    uncertainty.Mean(all, surprise),
                    "How surprised the model is by the truth (mean negative log likelihood). Lower is better; "
                        + "being sure and wrong costs most."
                ),
            ],
            [.. diagram.Bins.Select(b => Point(b, top, uncertainty))],
            "Samples are sorted by how sure the model is. In an honest model, of those it calls 80 % "
                + "sure, 80 % are right: the points lie on the diagonal. Below it, it promises too much."
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
