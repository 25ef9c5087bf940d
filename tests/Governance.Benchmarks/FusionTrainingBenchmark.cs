using Governance.Inference.Fusion;

namespace Governance.Benchmarks;

/// <summary>
/// The usual fusion training: 12,000 training rows of 3 × 128 numbers in 4 classes, 12 epochs in batches of 128, with
/// modality dropout, contrastive loss, validation each epoch and the seven temperatures. The time is that of the slowest
/// of the three kinds; the data are made before the clock starts.
/// </summary>
internal sealed class FusionTrainingBenchmark : IBenchmark
{
    private const int TrainingRows = 12_000,
        OtherRows = 4_000,
        Repetitions = 3;
    private const double Bound = 30;

    public string Name => "fusion-training";

    public async Task<Outcome> RunAsync(TextWriter output, CancellationToken cancellation)
    {
        var (task, split) = GeneratedTask.Make(TrainingRows, OtherRows);
        FusionTrainer.Train(task, split, new() { Epochs = 1, Batch = 128 }, ct: cancellation); // Warm-up.
        var slowest = 0.0;
        foreach (var kind in Enum.GetValues<FusionKind>())
        {
            var seconds = new List<double>();
            for (var r = 0; r < Repetitions; r++)
            {
                FusionModel? model = null;
                seconds.Add(
                    Timing.Seconds(() =>
                        model = FusionTrainer.Train(
                            task,
                            split,
                            new()
                            {
                                Kind = kind,
                                Epochs = 12,
                                Batch = 128,
                                Patience = null,
                            },
                            ct: cancellation
                        )
                    )
                );
                if (r == 0)
                    await output.WriteLineAsync(
                        $"  {kind}: {model!.ParameterCount} parameters, validation accuracy "
                            + $"{model.Curve[model.BestEpoch - 1].ValidationAccuracy:0.000}, parity "
                            + $"{model.Parity(model.ToOnnx()).LargestDifference:0.0e+0}"
                    );
            }
            await output.WriteLineAsync(
                $"  {kind}: {string.Join(", ", seconds.Select(s => $"{s:0.00}"))} s, median {Timing.Median(seconds):0.00} s"
            );
            slowest = Math.Max(slowest, Timing.Median(seconds));
        }
        return new(slowest, "s", Bound, HigherIsBetter: false);
    }
}
