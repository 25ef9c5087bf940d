namespace Governance.Inference.Fusion;

/// <summary>One epoch of a loss curve. Losses are means over rows, in nats.</summary>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="TrainLoss">Weighted cross-entropy while training, under modality dropout.</param>
/// <param name="ContrastiveLoss">Unweighted InfoNCE while training; 0 when switched off.</param>
/// <param name="ValidationLoss">Unweighted cross-entropy on the validation part, without modality dropout.</param>
/// <param name="ValidationAccuracy">Share of validation rows predicted correctly.</param>
/// <param name="LearningRate">The learning rate at the epoch's last step.</param>
public sealed record FusionEpoch(
    int Epoch,
    double TrainLoss,
    double ContrastiveLoss,
    double ValidationLoss,
    double ValidationAccuracy,
    float LearningRate
);
