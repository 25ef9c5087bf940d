using System.Numerics;

namespace Governance.Statistics.Calibration;

/// <summary>Proper scoring rules over n × classes probabilities.</summary>
public static class ProperScores
{
    /// <summary>The least probability that a logarithm is taken of; smaller ones count as this.</summary>
    public const double Floor = 1e-12;

    /// <summary>
    /// Brier (1950), summed over classes: mean Σ_c (p_c − y_c)², 0 … 2; twice the binary form.
    /// Null without samples.
    /// </summary>
    public static double? Brier<T>(ReadOnlySpan<T> probabilities, int classes, ReadOnlySpan<int> labels)
        where T : IBinaryFloatingPointIeee754<T>
    {
        Rows.Check(probabilities.Length, classes, labels);
        var sum = 0.0;
        for (var i = 0; i < labels.Length; i++)
            sum += SquaredDistance(probabilities.Slice(i * classes, classes), labels[i]);
        return labels.Length == 0 ? null : sum / labels.Length;
    }

    /// <summary>Σ_c (p_c − y_c)² of one sample, 0 … 2, in double precision whatever the probabilities have.</summary>
    public static double SquaredDistance<T>(ReadOnlySpan<T> row, int label)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var sum = 0.0;
        for (var c = 0; c < row.Length; c++)
        {
            var gap = Rows.Probability(row[c]) - (label == c ? 1 : 0);
            sum += gap * gap;
        }
        return sum;
    }

    /// <summary>−mean ln p(label), with probabilities below <see cref="Floor"/> counted and clipped.</summary>
    public static LogLoss NegativeLogLikelihood<T>(ReadOnlySpan<T> probabilities, int classes, ReadOnlySpan<int> labels)
        where T : IBinaryFloatingPointIeee754<T>
    {
        Rows.Check(probabilities.Length, classes, labels);
        var (sum, clipped) = (0.0, 0);
        for (var i = 0; i < labels.Length; i++)
        {
            var p = Rows.Probability(probabilities[i * classes + labels[i]]);
            if (p < Floor)
                clipped++;
            sum += Surprise(p);
        }
        return new(labels.Length == 0 ? null : sum / labels.Length, clipped);
    }

    /// <summary>−ln max(p, floor).</summary>
    public static double Surprise(double probability) => -Math.Log(Math.Max(probability, Floor));

    /// <summary>
    /// Classwise ECE: mean over classes of the error of p(class) as a forecast of "is the class", equal-width bins
    /// (Kull et al. 2019).
    /// </summary>
    public static double? ClasswiseCalibrationError<T>(
        ReadOnlySpan<T> probabilities,
        int classes,
        ReadOnlySpan<int> labels,
        int bins = 15
    )
        where T : IBinaryFloatingPointIeee754<T>
    {
        Rows.Check(probabilities.Length, classes, labels);
        if (labels.IsEmpty)
            return null;
        var (sum, forecast, happened) = (0.0, new double[labels.Length], new bool[labels.Length]);
        for (var c = 0; c < classes; c++)
        {
            for (var i = 0; i < labels.Length; i++)
                (forecast[i], happened[i]) = (double.CreateTruncating(probabilities[i * classes + c]), labels[i] == c);
            sum += ReliabilityDiagram.EqualWidth(forecast, happened, bins).Expected!.Value;
        }
        return sum / classes;
    }
}
