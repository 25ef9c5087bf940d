using Governance.Platform;

namespace Governance.Audits;

/// <param name="Disturbed">What was disturbed; the others stayed as they were.</param>
/// <param name="Area">Mean accuracy over the whole severity axis.</param>
/// <param name="Retained">Area / clean accuracy; null when that is 0.</param>
public sealed record RobustnessCurve(
    Modalities Disturbed,
    IReadOnlyList<RobustnessPoint> Points,
    double? Area,
    double? Retained,
    Message Line
);
