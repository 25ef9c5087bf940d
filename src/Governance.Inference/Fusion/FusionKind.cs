namespace Governance.Inference.Fusion;

/// <summary>Where a fusion model combines the modalities.</summary>
public enum FusionKind
{
    /// <summary>One network reads the concatenated vectors and the mask.</summary>
    Early,

    /// <summary>Each modality has a network; the logits of the present modalities are averaged.</summary>
    Late,

    /// <summary>A learned query weights the present modalities of each row; one network reads the weighted sum.</summary>
    Attention,
}
