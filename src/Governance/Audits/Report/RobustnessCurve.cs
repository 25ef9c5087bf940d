using Governance.Platform;

namespace Governance.Audits;

/// <summary>Accuracy by severity of a disturbance.</summary>
/// <param name="Disturbed">The modalities that are disturbed; the others stay as they are.</param>
/// <param name="Area">Mean accuracy over the whole range of severities.</param>
/// <param name="Retained">Area divided by the accuracy without disturbance; null when that is 0.</param>
public sealed record RobustnessCurve(
    Modalities Disturbed,
    IReadOnlyList<RobustnessPoint> Points,
    double? Area,
    double? Retained,
    Message Line
);
