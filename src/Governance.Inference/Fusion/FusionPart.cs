namespace Governance.Inference.Fusion;

/// <summary>The part of a split that a row belongs to.</summary>
public enum FusionPart
{
    /// <summary>The model learns from it.</summary>
    Train,

    /// <summary>It chooses the epoch and fits the temperatures.</summary>
    Validation,

    /// <summary>It measures the model.</summary>
    Test,
}
