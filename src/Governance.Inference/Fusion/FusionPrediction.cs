namespace Governance.Inference.Fusion;

/// <summary>All outputs of an exported model for its rows.</summary>
/// <param name="Probabilities">rows × classes, after the mask's temperature.</param>
/// <param name="Logits">rows × classes, before the temperature.</param>
/// <param name="Shared">Three matrices rows × hidden: the aligned embeddings, zero where the modality is absent.</param>
/// <param name="Attention">rows × 3 for attention fusion, else null. A weight does not measure a contribution.</param>
public sealed record FusionPrediction(
    float[] Probabilities,
    float[] Logits,
    PerModality<ModalityMatrix>? Shared,
    float[]? Attention
);
