namespace Governance.Inference.Fusion;

/// <summary>Everything an exported model says about its rows.</summary>
/// <param name="Probabilities">rows × classes, after the mask's temperature.</param>
/// <param name="Logits">rows × classes, before it.</param>
/// <param name="Shared">rows × hidden for each modality: the aligned embeddings, zero where it is absent; null where
/// they were not asked for.</param>
/// <param name="Attention">rows × 3 for attention fusion, else null. A weight is not a contribution.</param>
public sealed record FusionPrediction(
    float[] Probabilities,
    float[] Logits,
    PerModality<ModalityMatrix>? Shared,
    float[]? Attention
);
