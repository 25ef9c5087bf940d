namespace Governance.Inference.Fusion;

/// <summary>Runs rows through a net in batches, and computes the few figures that the trainer needs.</summary>
internal static class Evaluation
{
    /// <summary>Logits of the rows, rows × classes, in their order.</summary>
    public static float[] Logits(
        FusionNet net,
        FusionBatch batch,
        FusionVectors vectors,
        ReadOnlySpan<Modalities> masks,
        ReadOnlySpan<int> rows
    )
    {
        var classes = net.Shape.Classes;
        var logits = new float[rows.Length * classes];
        for (var start = 0; start < rows.Length; start += net.Capacity)
        {
            var part = rows.Slice(start, Math.Min(net.Capacity, rows.Length - start));
            batch.Take(vectors, masks, [], part);
            net.Forward(batch).CopyTo(logits.AsSpan(start * classes));
        }
        return logits;
    }

    public static double Accuracy(ReadOnlySpan<float> scores, int classes, ReadOnlySpan<int> labels)
    {
        var right = 0;
        for (var row = 0; row < labels.Length; row++)
            if (Largest(scores.Slice(row * classes, classes)) == labels[row])
                right++;
        return (double)right / labels.Length;
    }

    /// <summary>The index of the largest value; the first on a tie.</summary>
    public static int Largest(ReadOnlySpan<float> values)
    {
        var largest = 0;
        for (var i = 1; i < values.Length; i++)
            if (values[i] > values[largest])
                largest = i;
        return largest;
    }
}
