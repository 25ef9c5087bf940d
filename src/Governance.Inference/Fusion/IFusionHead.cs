namespace Governance.Inference.Fusion;

/// <summary>Turns three adapted vectors and a mask into logits.</summary>
internal interface IFusionHead
{
    /// <summary>Computes the logits, rows × classes, from the adapters' outputs.</summary>
    void Forward(PerModality<Adapter> adapters, ReadOnlySpan<Modalities> masks, Span<float> logits);

    /// <summary>Adds to the gradients of the head's parameters and replaces the adapters' output gradients.</summary>
    void Backward(PerModality<Adapter> adapters, ReadOnlySpan<Modalities> masks, ReadOnlySpan<float> dLogits);

    /// <summary>The attention on each modality, rows × 3; empty for heads that have none.</summary>
    ReadOnlySpan<float> Attention { get; }
}
