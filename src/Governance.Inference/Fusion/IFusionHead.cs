namespace Governance.Inference.Fusion;

/// <summary>What turns three adapted vectors and a mask into logits.</summary>
internal interface IFusionHead
{
    /// <summary>Logits, rows × classes, from the adapters' outputs.</summary>
    void Forward(Adapter[] adapters, ReadOnlySpan<byte> masks, Span<float> logits);

    /// <summary>From ∂L/∂logits to the head's parameters and, replaced, the adapters' output gradients.</summary>
    void Backward(Adapter[] adapters, ReadOnlySpan<byte> masks, ReadOnlySpan<float> dLogits);

    /// <summary>The attention on each modality, rows × 3; empty for heads that have none.</summary>
    ReadOnlySpan<float> Attention { get; }
}
