namespace Governance.Statistics.Robustness;

/// <summary>How often a prediction changes over time (Hendrycks and Dietterich 2019). Lower is more stable.</summary>
public static class Flips
{
    /// <summary>Share of the pairs (t − stride, t) that differ; every offset is a start. Null where no pair exists.</summary>
    public static double? Rate(ReadOnlySpan<int> predictions, int stride = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        if (predictions.Length <= stride)
            return null;
        var flips = 0;
        for (var t = stride; t < predictions.Length; t++)
            if (predictions[t] != predictions[t - stride])
                flips++;
        return (double)flips / (predictions.Length - stride);
    }

    /// <summary>
    /// Share of later frames that differ from the first: for noise, where frames follow no order in time. Null where no
    /// later frame exists.
    /// </summary>
    public static double? RateToFirst(ReadOnlySpan<int> predictions)
    {
        if (predictions.Length < 2)
            return null;
        var flips = 0;
        foreach (var p in predictions[1..])
            if (p != predictions[0])
                flips++;
        return (double)flips / (predictions.Length - 1);
    }

    /// <summary>
    /// The flip rate of the prediction minus that of the label: changes that have no cause in the data. Negative when the
    /// prediction changes too rarely.
    /// </summary>
    public static double? Excess(ReadOnlySpan<int> predictions, ReadOnlySpan<int> labels)
    {
        if (predictions.Length != labels.Length)
            throw new ArgumentException($"{predictions.Length} predictions for {labels.Length} labels.");
        return Rate(predictions) - Rate(labels);
    }

    /// <summary>
    /// Mean total variation distance ½‖p_t − p_(t−1)‖₁ of consecutive frames, 0 … 1.
    /// Null where no pair exists.
    /// </summary>
    /// <param name="probabilities">frames × <paramref name="classes"/>, row after row.</param>
    public static double? TotalVariation(ReadOnlySpan<double> probabilities, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        var frames = probabilities.Length / classes;
        if (frames < 2)
            return null;
        var sum = 0.0;
        for (var i = classes; i < frames * classes; i++)
            sum += Math.Abs(probabilities[i] - probabilities[i - classes]) / 2;
        return sum / (frames - 1);
    }
}
