using Governance.Inference.Fusion;

namespace Governance.Benchmarks;

/// <summary>
/// The usual fusion training: 12,000 training rows of 3 × 128 numbers in 4 classes, 12 epochs in batches of 128, with
/// modality dropout, contrastive loss, validation each epoch and the seven temperatures. The time is that of the slowest
/// of the three kinds; the data are made before the clock starts.
/// </summary>
internal sealed class FusionTrainingBenchmark : IBenchmark
{
    private const int TrainingRows = 12_000, OtherRows = 4_000, Dimension = 128, Classes = 4, Repetitions = 3;
    private const double Bound = 30;

    public string Name => "fusion-training";

    public async Task<Outcome> RunAsync(TextWriter output, CancellationToken cancellation)
    {
        var (task, split) = Make();
        FusionTrainer.Train(task, split, new() { Epochs = 1 }, ct: cancellation); // Warm-up.
        var slowest = 0.0;
        foreach (var kind in Enum.GetValues<FusionKind>())
        {
            var seconds = new List<double>();
            for (var r = 0; r < Repetitions; r++)
            {
                FusionModel? model = null;
                seconds.Add(Timing.Seconds(() => model = FusionTrainer.Train(task, split, new() { Kind = kind }, ct: cancellation)));
                if (r == 0)
                    await output.WriteLineAsync($"  {kind}: {model!.ParameterCount} parameters, validation accuracy {model.Curve[model.BestEpoch - 1].ValidationAccuracy:0.000}, parity {model.Parity(model.ToOnnx()).LargestDifference:0.0e+0}");
            }
            await output.WriteLineAsync($"  {kind}: {string.Join(", ", seconds.Select(s => $"{s:0.00}"))} s, median {Timing.Median(seconds):0.00} s");
            slowest = Math.Max(slowest, Timing.Median(seconds));
        }
        return new(slowest, "s", Bound, HigherIsBetter: false);
    }

    /// <summary>Each modality a noisy view of the class; 200 subjects, 80 rows each.</summary>
    private static (FusionTask, FusionSplit) Make()
    {
        var random = new Random(1);
        const int rows = TrainingRows + OtherRows;
        int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(Classes))];
        var matrices = Enumerable.Range(0, 3).Select(m => View(random, labels, 6 + 2 * m)).ToArray();
        byte[] masks = [.. Enumerable.Range(0, rows).Select(_ => (byte)(random.Next(10) == 0 ? 1 + random.Next(6) : 7))];
        int[] groups = [.. Enumerable.Range(0, rows).Select(row => row / 80)];
        int[] order = [.. Enumerable.Range(0, rows)];
        return (new(new(matrices[0], matrices[1], matrices[2]), masks, labels, groups, ["a", "b", "c", "d"]),
            new(order[..TrainingRows], order[TrainingRows..(TrainingRows + OtherRows / 2)], order[(TrainingRows + OtherRows / 2)..]));
    }

    private static ModalityMatrix View(Random random, int[] labels, double noise)
    {
        double[] means = [.. Enumerable.Range(0, Classes * Dimension).Select(_ => random.NextDouble() - 0.5)];
        var values = new float[labels.Length * Dimension];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(means[labels[i / Dimension] * Dimension + i % Dimension] + noise * (random.NextDouble() - 0.5));
        return new(values, labels.Length, Dimension);
    }
}
