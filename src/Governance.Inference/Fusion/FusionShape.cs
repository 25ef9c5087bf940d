namespace Governance.Inference.Fusion;

/// <summary>The sizes of a net.</summary>
internal sealed record FusionShape(FusionKind Kind, PerModality<int> Dimensions, int Hidden, int Classes);
