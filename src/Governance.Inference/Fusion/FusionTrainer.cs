using System.Diagnostics.CodeAnalysis;

namespace Governance.Inference.Fusion;

/// <summary>
/// Trains a fusion model in managed code: one thread, float32, hand-written gradients. Task, split and options determine the
/// result to the bit, because sums have a fixed order and the trainer has its own random numbers.
/// </summary>
public static class FusionTrainer
{
    /// <summary>Trains a model.</summary>
    /// <param name="task">Vectors, masks, labels, subjects.</param>
    /// <param name="split">The test part is not used, only checked for leaks.</param>
    /// <param name="options">How to train.</param>
    /// <param name="progress">Receives a report with a checkpoint after each epoch, on the training thread.</param>
    /// <param name="ct">Checked before each batch.</param>
    /// <param name="resumeFrom">A checkpoint of the same task, split and options.</param>
    /// <exception cref="UnfitTaskException">The task does not allow a training, or the checkpoint is of another one.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the last checkpoint stays valid.</exception>
    [SuppressMessage(
        "Design",
        "CA1068",
        Justification = "Resuming is the rarer call, so its parameter comes after the token."
    )]
    public static FusionModel Train(
        FusionTask task,
        FusionSplit split,
        FusionOptions options,
        IProgress<EpochReport>? progress = null,
        CancellationToken ct = default,
        FusionCheckpoint? resumeFrom = null
    )
    {
        options.Check();
        TaskCheck.Check(task, split);
        var run = new TrainingRun(task, split, options);
        if (resumeFrom is not null)
            run.Resume(resumeFrom);
        var length = TrainingLength.Of(options, split.Train.Length);
        while (!run.Finished)
        {
            run.RunEpoch(ct);
            progress?.Report(new(run.Curve[^1], length.Epochs, run.Checkpoint()));
        }
        return run.Finish();
    }
}
