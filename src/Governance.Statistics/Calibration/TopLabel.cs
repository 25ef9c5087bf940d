using System.Numerics;

namespace Governance.Statistics.Calibration;

/// <summary>
/// Class probabilities reduced to what calibration and selective prediction need: the greatest probability of each
/// sample and whether its class is the label. On a tie the class with the lower index is predicted.
/// </summary>
public sealed class TopLabel
{
    private TopLabel(double[] confidence, int[] predicted, bool[] correct) =>
        (Confidence, Predicted, Correct) = (confidence, predicted, correct);

    /// <summary>n greatest probabilities.</summary>
    public double[] Confidence { get; }

    /// <summary>n class indices.</summary>
    public int[] Predicted { get; }

    /// <summary>n flags: whether the predicted class is the label.</summary>
    public bool[] Correct { get; }

    /// <summary>Reduces n rows of probabilities.</summary>
    /// <param name="probabilities">n × <paramref name="classes"/>, row after row, each in [0, 1].</param>
    /// <param name="labels">n class indices.</param>
    /// <exception cref="ArgumentException">Lengths do not agree, a label names no class, or a probability is not in [0, 1].</exception>
    public static TopLabel Of<T>(ReadOnlySpan<T> probabilities, int classes, ReadOnlySpan<int> labels)
        where T : IBinaryFloatingPointIeee754<T>
    {
        Rows.Check(probabilities.Length, classes, labels);
        var (confidence, predicted, correct) = (
            new double[labels.Length],
            new int[labels.Length],
            new bool[labels.Length]
        );
        for (var i = 0; i < labels.Length; i++)
        {
            (predicted[i], confidence[i]) = Rows.Top(probabilities.Slice(i * classes, classes));
            correct[i] = predicted[i] == labels[i];
        }
        return new(confidence, predicted, correct);
    }

    /// <summary>Two classes given by the probability of the positive one: confidence = max(p, 1 − p); .5 counts as positive.</summary>
    public static TopLabel OfBinary(ReadOnlySpan<double> positive, ReadOnlySpan<bool> labels)
    {
        if (positive.Length != labels.Length)
            throw new ArgumentException($"{positive.Length} probabilities for {labels.Length} labels.");
        var (confidence, predicted, correct) = (
            new double[labels.Length],
            new int[labels.Length],
            new bool[labels.Length]
        );
        for (var i = 0; i < labels.Length; i++)
        {
            predicted[i] = Rows.Probability(positive[i]) >= .5 ? 1 : 0;
            confidence[i] = Math.Max(positive[i], 1 - positive[i]);
            correct[i] = predicted[i] == 1 == labels[i];
        }
        return new(confidence, predicted, correct);
    }
}
