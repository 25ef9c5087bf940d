using Governance.Statistics.Calibration;

namespace Governance.Inference.Fusion;

/// <summary>
/// A temperature for each mask (index 1…7). Index 0, no modality, has the highest temperature, so that its probabilities are
/// nearly uniform.
/// </summary>
/// <param name="Values">Eight temperatures; probabilities are softmax(logits / temperature).</param>
/// <param name="Rows">The number of validation rows that each was fitted on; 0 where they were too few and the pooled
/// temperature is used.</param>
public sealed record MaskTemperatures(float[] Values, int[] Rows)
{
    /// <summary>
    /// The fewest validation rows that a mask's own temperature is fitted on. With fewer, one temperature is fitted on all
    /// rows, each with the modalities that it has, and drawn towards 1.
    /// </summary>
    public const int FewestRows = 100;

    /// <summary>
    /// Weight of (ln T)² against the summed negative log likelihood: a normal prior on ln T with mean 0 and deviation 0.5.
    /// </summary>
    private const double PriorWeight = 2;

    /// <summary>The highest temperature of the searched range.</summary>
    private const float Highest = 20;

    internal static MaskTemperatures Fit(FusionNet net, FusionBatch batch, FusionTask task, int[] validation)
    {
        var overall = FitRows(net, batch, task, task.Masks, validation, PriorWeight);
        var values = new float[ModalitySets.SetCount];
        var counts = new int[ModalitySets.SetCount];
        values[0] = Highest;
        for (var mask = (Modalities)1; mask <= Modalities.All; mask++)
        {
            int[] rows = [.. validation.Where(row => (task.Masks[row] & mask) == mask)];
            var enough = rows.Length >= FewestRows;
            var masks = new Modalities[task.Rows];
            masks.AsSpan().Fill(mask);
            values[(int)mask] = enough ? FitRows(net, batch, task, masks, rows, 0) : overall;
            counts[(int)mask] = enough ? rows.Length : 0;
        }
        return new(values, counts);
    }

    private static float FitRows(
        FusionNet net,
        FusionBatch batch,
        FusionTask task,
        Modalities[] masks,
        int[] rows,
        double prior
    )
    {
        var logits = Evaluation.Logits(net, batch, task.Vectors, masks, rows);
        int[] labels = [.. rows.Select(row => task.Labels[row])];
        return (float)Temperature.Fit<float>(logits, net.Shape.Classes, labels, prior).Value;
    }
}
