using Governance.Inference.Fusion;

namespace Governance.Benchmarks;

/// <summary>
/// A fusion task to train on: 3 × 128 numbers, each modality a noisy view of one of four classes, 80 rows for each
/// subject.
/// </summary>
internal static class GeneratedTask
{
    private const int Dimension = 128,
        Classes = 4;

    /// <param name="other">Half of them to validate on, half to test on.</param>
    public static (FusionTask, FusionSplit) Make(int training, int other)
    {
        var random = new Random(1);
        var rows = training + other;
        int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(Classes))];
        var matrices = Enumerable.Range(0, ModalitySets.Count).Select(m => View(random, labels, 6 + 2 * m)).ToArray();
        Modalities[] masks =
        [
            .. Enumerable
                .Range(0, rows)
                .Select(_ => random.Next(10) == 0 ? (Modalities)(1 + random.Next(6)) : Modalities.All),
        ];
        int[] groups = [.. Enumerable.Range(0, rows).Select(row => row / 80)];
        int[] order = [.. Enumerable.Range(0, rows)];
        return (
            new(new(matrices[0], matrices[1], matrices[2]), masks, labels, groups, ["a", "b", "c", "d"]),
            new(order[..training], order[training..(training + other / 2)], order[(training + other / 2)..])
        );
    }

    private static ModalityMatrix View(Random random, int[] labels, double noise)
    {
        double[] means = [.. Enumerable.Range(0, Classes * Dimension).Select(_ => random.NextDouble() - 0.5)];
        var values = new float[labels.Length * Dimension];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(
                means[labels[i / Dimension] * Dimension + i % Dimension] + noise * (random.NextDouble() - 0.5)
            );
        return new(values, labels.Length, Dimension);
    }
}
