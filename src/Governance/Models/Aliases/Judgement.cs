using Governance.Inference.Fusion;
using Governance.Statistics.Intervals;

namespace Governance.Models;

/// <summary>Measures a version on the test part, with the exported file that is served later.</summary>
internal static class Judgement
{
    public static ModelMetrics Of(
        FusionTask task,
        FusionSplit split,
        byte[] onnx,
        FusionModel model,
        IReadOnlyList<ComparisonLine> lines,
        IReadOnlyList<CrossValidationLine>? folds
    )
    {
        using var predictor = new FusionPredictor(onnx);
        var probabilities = predictor.Predict(task.Vectors, task.Masks);
        var classes = task.ClassNames.Count;
        var right = split.Test.Count(row =>
            MostProbable(probabilities.AsSpan(row * classes, classes)) == task.Labels[row]
        );
        var own = lines.Single(l => l.Kind == model.Options.Kind);
        return new(
            Share(right, split.Test.Length),
            own.NegativeLogLikelihood,
            own.CalibrationError,
            model.BestEpoch,
            [
                .. lines.Select(l => new ComparisonRow(
                    l.Name,
                    l.Mask,
                    l.Kind == model.Options.Kind,
                    Share((int)Math.Round(l.Accuracy * l.Rows), l.Rows),
                    l.NegativeLogLikelihood
                )),
            ],
            folds is null ? null : [.. folds.Where(l => l.Folds > 0).Select(l => Row(l, model.Options.Kind))]
        );
    }

    private static CrossValidationRow Row(CrossValidationLine line, FusionKind own) =>
        new(
            line.Name,
            line.Mask,
            line.Kind == own,
            line.Folds,
            FoldSpread.Of(line.Accuracies),
            FoldSpread.Of(line.NegativeLogLikelihoods)
        );

    /// <summary>
    /// A share with Wilson's 95 % interval. Wilson treats test samples as independent; samples of one subject are alike, so
    /// the true interval is wider.
    /// </summary>
    private static Measured Share(int right, int n)
    {
        var interval = Wilson.Of(right, n);
        return new(interval.Estimate, interval.Low!.Value, interval.High!.Value, n);
    }

    private static int MostProbable(ReadOnlySpan<float> row)
    {
        var first = 0;
        for (var c = 1; c < row.Length; c++)
            if (row[c] > row[first])
                first = c;
        return first;
    }
}
