namespace Governance.Inference.Fusion;

/// <summary>
/// A temperature for each mask (index 1…7). Index 0, nothing present, stands at the top of the range: with nothing
/// known the answer is near uniform.
/// </summary>
/// <param name="Values">Eight temperatures; probabilities are softmax(logits / temperature).</param>
/// <param name="Rows">On how many validation rows each was fitted; 0 where there were too few and the temperature of all rows stands in.</param>
public sealed record MaskTemperatures(float[] Values, int[] Rows)
{
    /// <summary>Below this a fit says more about the rows than about the model.</summary>
    public const int FewestRows = 20;

    private const double Lowest = 0.05;
    private const double Highest = 20;

    internal static MaskTemperatures Fit(FusionNet net, FusionBatch batch, FusionTask task, int[] validation)
    {
        var overall = FitRows(net, batch, task, task.Masks, validation);
        var values = new float[ModalityMask.All + 1];
        var counts = new int[ModalityMask.All + 1];
        values[0] = (float)Highest;
        for (byte mask = 1; mask <= ModalityMask.All; mask++)
        {
            int[] rows = [.. validation.Where(row => (task.Masks[row] & mask) == mask)];
            var enough = rows.Length >= FewestRows;
            var masks = new byte[task.Rows];
            masks.AsSpan().Fill(mask);
            values[mask] = enough ? FitRows(net, batch, task, masks, rows) : overall;
            counts[mask] = enough ? rows.Length : 0;
        }
        return new(values, counts);
    }

    private static float FitRows(FusionNet net, FusionBatch batch, FusionTask task, byte[] masks, int[] rows)
    {
        var logits = Evaluation.Logits(net, batch, task.Vectors, masks, rows);
        int[] labels = [.. rows.Select(row => task.Labels[row])];
        return Fit(logits, net.Shape.Classes, labels);
    }

    /// <summary>argmin over T of the mean negative log-likelihood of softmax(z / T): golden section on ln T (Guo et al. 2017).</summary>
    internal static float Fit(float[] logits, int classes, int[] labels)
    {
        var golden = (Math.Sqrt(5) - 1) / 2;
        var (low, high) = (Math.Log(Lowest), Math.Log(Highest));
        var (left, right) = (high - golden * (high - low), low + golden * (high - low));
        var (atLeft, atRight) = (Loss(logits, classes, labels, left), Loss(logits, classes, labels, right));
        while (high - low > 1e-4)
            if (atLeft <= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - golden * (high - low);
                atLeft = Loss(logits, classes, labels, left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + golden * (high - low);
                atRight = Loss(logits, classes, labels, right);
            }
        return (float)Math.Exp((low + high) / 2);
    }

    private static double Loss(float[] logits, int classes, int[] labels, double logTemperature)
    {
        var factor = Math.Exp(-logTemperature);
        double sum = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            var z = logits.AsSpan(row * classes, classes);
            double highest = z[Evaluation.Largest(z)];
            double total = 0;
            foreach (var value in z)
                total += Math.Exp((value - highest) * factor);
            sum += Math.Log(total) - (z[labels[row]] - highest) * factor;
        }
        return sum;
    }
}
