using Governance.Platform;

namespace Governance.Audits;

/// <summary>Accuracy when the sensor's clock is shifted against the other modalities.</summary>
/// <param name="Points">Accuracy by shift; the severity is a share of the window, negative = read too early.</param>
/// <param name="Tolerance">Largest shift, as a share of the window, up to which the loss stays within half the width
/// of the interval without a shift; null = none, or not measured.</param>
/// <param name="NotMeasured">Why there are no points; null when there are.</param>
public sealed record ClockSection(
    IReadOnlyList<RobustnessPoint> Points,
    double? Tolerance,
    Message? NotMeasured,
    Message Means,
    IReadOnlyList<Column> Columns
);
