namespace Governance.Inference.Fusion;

/// <summary>Softmax and its cross-entropy.</summary>
internal static class CrossEntropy
{
    /// <summary>Each row of <paramref name="values"/> ← softmax(row / <paramref name="temperature"/>).</summary>
    public static void Softmax(Span<float> values, int columns, float temperature = 1)
    {
        var factor = 1 / temperature;
        for (var at = 0; at < values.Length; at += columns)
        {
            var row = values.Slice(at, columns);
            var highest = row[0];
            for (var i = 1; i < columns; i++)
                highest = MathF.Max(highest, row[i]);
            for (var i = 0; i < columns; i++)
                row[i] = (row[i] - highest) * factor;
        }
        Transcendental.Exp(values);
        for (var at = 0; at < values.Length; at += columns)
        {
            var row = values.Slice(at, columns);
            Lanes.Scale(1 / Lanes.Sum(row), row);
        }
    }

    /// <summary>
    /// Mean over rows of weight[label] · −ln p[label]; the logits are replaced by the loss's gradient,
    /// weight · (p − one-hot) / rows.
    /// </summary>
    public static double LossAndGradient(
        Span<float> logits,
        int classes,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<float> weights
    )
    {
        Softmax(logits, classes);
        double loss = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            var p = logits.Slice(row * classes, classes);
            var weight = weights[labels[row]];
            loss -= weight * Math.Log(Math.Max(p[labels[row]], 1e-30f));
            p[labels[row]] -= 1;
            Lanes.Scale(weight / labels.Length, p);
        }
        return loss / labels.Length;
    }

    /// <summary>Mean −ln p[label] in double, probabilities clipped at 1e-12.</summary>
    public static double MeanNegativeLog(ReadOnlySpan<float> probabilities, int classes, ReadOnlySpan<int> labels)
    {
        double sum = 0;
        for (var row = 0; row < labels.Length; row++)
            sum -= Math.Log(Math.Max(probabilities[row * classes + labels[row]], 1e-12));
        return sum / labels.Length;
    }
}
