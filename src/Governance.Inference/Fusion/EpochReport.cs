namespace Governance.Inference.Fusion;

/// <summary>The trainer's report at the end of an epoch.</summary>
/// <param name="Epochs">Number of epochs at most.</param>
/// <param name="Checkpoint">The state to resume from.</param>
public sealed record EpochReport(FusionEpoch Epoch, int Epochs, FusionCheckpoint Checkpoint);
