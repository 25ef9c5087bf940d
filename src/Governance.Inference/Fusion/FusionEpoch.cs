namespace Governance.Inference.Fusion;

/// <summary>One epoch of a loss curve. Losses are means over rows, in nats.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="TrainLoss">Weighted cross-entropy while training, under modality dropout.</param>
/// <param name="ContrastiveLoss">InfoNCE while training, before its weight; 0 when switched off.</param>
/// <param name="ValidationLoss">Unweighted cross-entropy on the validation part, with what is really there.</param>
/// <param name="ValidationAccuracy">Share of validation rows told right.</param>
/// <param name="LearningRate">At the epoch's last step.</param>
public sealed record FusionEpoch(
    int Epoch,
    double TrainLoss,
    double ContrastiveLoss,
    double ValidationLoss,
    double ValidationAccuracy,
    float LearningRate
);
