namespace Governance.Inference.Fusion;

/// <summary>Everything an exported model says about its rows.</summary>
/// <param name="Probabilities">rows × classes, after the mask's temperature.</param>
/// <param name="Logits">rows × classes, before it.</param>
/// <param name="Shared">Three matrices rows × hidden: the aligned embeddings, zero where the modality is absent.</param>
/// <param name="Attention">rows × 3 for attention fusion, else null. A weight is not a contribution.</param>
public sealed record FusionPrediction(
    float[] Probabilities,
    float[] Logits,
    ModalityMatrix[] Shared,
    float[]? Attention
);
