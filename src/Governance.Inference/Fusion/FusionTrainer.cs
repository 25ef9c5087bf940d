using System.Diagnostics.CodeAnalysis;

namespace Governance.Inference.Fusion;

/// <summary>
/// Trains a fusion model in managed code, one thread, float32, gradients by hand. The result is decided to the bit by
/// task, split and options: sums run in a fixed order, random numbers are the trainer's own.
/// </summary>
public static class FusionTrainer
{
    /// <param name="task">Vectors, masks, labels, subjects.</param>
    /// <param name="split">Training learns, validation chooses the epoch and the temperatures; the test part is only
    /// checked for leaks.</param>
    /// <param name="options">How to train.</param>
    /// <param name="progress">Told at each epoch's end, with a checkpoint; called on the training thread.</param>
    /// <param name="ct">Looked at before each batch.</param>
    /// <param name="resumeFrom">A checkpoint of the very same training.</param>
    /// <exception cref="UnfitTaskException">The task cannot carry a model, or the checkpoint is another training's.</exception>
    /// <exception cref="OperationCanceledException">The token asked for it; the last checkpoint stands.</exception>
    [SuppressMessage(
        "Design",
        "CA1068",
        Justification = "Going on from a checkpoint is the rarer call; the token stands where every caller looks for it."
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
        while (!run.Finished)
        {
            run.RunEpoch(ct);
            progress?.Report(new(run.Curve[^1], options.Epochs, run.Checkpoint()));
        }
        return run.Finish();
    }
}
