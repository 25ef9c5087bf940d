using System.Numerics;

namespace Governance.Statistics.Calibration;

/// <summary>
/// Temperature scaling (Guo et al. 2017): T* = argmin NLL(softmax(z / T)). NLL is convex in 1/T, so it has one minimum in
/// ln T and golden section finds it. Fit on held-out samples, and once for each modality mask: a temperature of the full
/// input is not calibrated when a modality is absent. The predicted class never changes.
/// </summary>
public static class Temperature
{
    private const double Least = .05,
        Greatest = 20;

    /// <summary>Fits T* by golden section on [0.05, 20].</summary>
    /// <param name="logits">n × <paramref name="classes"/>, row after row; finite.</param>
    /// <param name="labels">n class indices, n ≥ 1.</param>
    /// <param name="prior">Draws T* towards 1 with this weight: NLL + prior · (ln T)² / n is minimised; 0 = no prior.</param>
    public static FittedTemperature Fit<T>(
        ReadOnlySpan<T> logits,
        int classes,
        ReadOnlySpan<int> labels,
        double prior = 0
    )
        where T : IBinaryFloatingPointIeee754<T>
    {
        Rows.Check(logits.Length, classes, labels);
        if (labels.IsEmpty)
            throw new ArgumentException("A temperature needs at least one sample.");
        foreach (var z in logits)
            if (!T.IsFinite(z))
                throw new ArgumentException("A logit is not finite.");
        ArgumentOutOfRangeException.ThrowIfNegative(prior);
        var weight = prior / labels.Length;
        var inverse = (Math.Sqrt(5) - 1) / 2;
        double low = Math.Log(Least),
            high = Math.Log(Greatest);
        double left = high - inverse * (high - low),
            right = low + inverse * (high - low);
        double atLeft = Loss(logits, classes, labels, Math.Exp(left)) + weight * left * left,
            atRight = Loss(logits, classes, labels, Math.Exp(right)) + weight * right * right;
        while (high - low > 1e-8)
        {
            if (atLeft <= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - inverse * (high - low);
                atLeft = Loss(logits, classes, labels, Math.Exp(left)) + weight * left * left;
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + inverse * (high - low);
                atRight = Loss(logits, classes, labels, Math.Exp(right)) + weight * right * right;
            }
        }
        var value = Math.Exp((low + high) / 2);
        var before = Loss(logits, classes, labels, 1);
        var after = Loss(logits, classes, labels, value);
        var atBound = value < Least * 1.001 || value > Greatest / 1.001;
        return new(value, before, after, atBound);
    }

    /// <summary>softmax(z / T), n × classes.</summary>
    public static double[] Apply<T>(ReadOnlySpan<T> logits, int classes, double temperature)
        where T : IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        var probabilities = new double[logits.Length];
        for (var start = 0; start < logits.Length; start += classes)
        {
            var row = logits.Slice(start, classes);
            var (top, sum) = (double.CreateTruncating(row[Rows.ArgMax(row)]), 0.0);
            for (var c = 0; c < classes; c++)
                sum += probabilities[start + c] = Math.Exp((double.CreateTruncating(row[c]) - top) / temperature);
            for (var c = 0; c < classes; c++)
                probabilities[start + c] /= sum;
        }
        return probabilities;
    }

    /// <summary>Mean of logsumexp(z / T) − z_y / T.</summary>
    private static double Loss<T>(ReadOnlySpan<T> logits, int classes, ReadOnlySpan<int> labels, double temperature)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var total = 0.0;
        for (var i = 0; i < labels.Length; i++)
        {
            var row = logits.Slice(i * classes, classes);
            var (top, sum) = (double.CreateTruncating(row[Rows.ArgMax(row)]), 0.0);
            foreach (var z in row)
                sum += Math.Exp((double.CreateTruncating(z) - top) / temperature);
            total += Math.Log(sum) - (double.CreateTruncating(row[labels[i]]) - top) / temperature;
        }
        return total / labels.Length;
    }
}
