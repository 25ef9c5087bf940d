namespace Governance.Audits;

/// <summary>The interaction of two modalities.</summary>
/// <param name="Accuracy">Above 0 the two complement each other; below 0 they carry the same information.</param>
public sealed record PairInteraction(Modality First, Modality Second, Figure Accuracy);
