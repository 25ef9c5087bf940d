namespace Governance.Inference.Fusion;

/// <summary>What a row is for.</summary>
public enum FusionPart
{
    Train,
    Validation,
    Test,
}
