namespace Governance.Inference.Fusion;

/// <summary>Where the modalities meet.</summary>
public enum FusionKind
{
    /// <summary>The adapted vectors stand side by side, with the mask, before one network.</summary>
    Early,

    /// <summary>Each modality votes by itself; the logits of those present are averaged.</summary>
    Late,

    /// <summary>A learned query weighs the modalities present for each row; one network reads the weighted sum.</summary>
    Attention,
}
