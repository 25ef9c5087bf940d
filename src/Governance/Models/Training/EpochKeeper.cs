using Governance.Inference.Fusion;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Models;

/// <summary>
/// Saves each finished epoch: the trainer's state as a blob, the loss curve in the version's row, the progress in the run. It
/// blocks the training thread, so the next epoch starts only when this one can be resumed from.
/// </summary>
internal sealed class EpochKeeper(
    IDbContextFactory<GovernanceDb> databases,
    IBlobStore blobs,
    RunContext run,
    ModelVersion version,
    long maxBytes,
    CancellationToken ct
) : IProgress<EpochReport>
{
    private string? _last = version.CheckpointDigest;

    /// <summary>True when an epoch has finished in this attempt.</summary>
    public bool AnyFinished { get; private set; }

    public void Report(EpochReport value)
    {
        AnyFinished = true;
        KeepAsync(value).GetAwaiter().GetResult();
    }

    public static IReadOnlyList<EpochLoss> Losses(IReadOnlyList<FusionEpoch> curve) =>
        [.. curve.Select(e => new EpochLoss(e.Epoch, e.TrainLoss, e.ValidationLoss, e.ValidationAccuracy))];

    private async Task KeepAsync(EpochReport report)
    {
        // A kill between the two steps leaves a blob without a row; it holds weights of an unfinished model, and no data.
        var kept = await blobs.PutAsync(new MemoryStream(report.Checkpoint.ToBytes()), maxBytes, ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        var losses = Losses(report.Checkpoint.Curve);
        await db.Set<ModelVersion>()
            .Where(v => v.Id == version.Id && v.State == ModelVersionState.Training)
            .ExecuteUpdateAsync(
                row => row.SetProperty(v => v.CheckpointDigest, kept.Digest).SetProperty(v => v.Losses, losses),
                ct
            );
        if (_last is not null && _last != kept.Digest)
            await blobs.DeleteAsync(_last, ct);
        _last = kept.Digest;
        await run.ProgressAsync(
            new TrainingStage(),
            report.Epoch.Epoch,
            report.Epochs,
            "epochs",
            ct,
            FormattableString.Invariant($"validation loss {report.Epoch.ValidationLoss:0.000}")
        );
    }
}
