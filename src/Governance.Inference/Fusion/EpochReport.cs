namespace Governance.Inference.Fusion;

/// <summary>What the trainer says at the end of an epoch, with the state to go on from.</summary>
public sealed record EpochReport(FusionEpoch Epoch, int Epochs, FusionCheckpoint Checkpoint);
