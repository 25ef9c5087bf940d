namespace Governance.Audits;

/// <param name="Accuracy">Above 0 the two complement each other, below they repeat each other.</param>
public sealed record PairInteraction(Modality First, Modality Second, Figure Accuracy);
