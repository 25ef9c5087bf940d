using Governance.Platform;

namespace Governance.Audits;

/// <summary>The sensor's clock moved against the others.</summary>
/// <param name="Tolerance">Widest shift, as a share of the window, up to which the loss stays within half the clean
/// interval; null = none or not measured.</param>
/// <param name="NotMeasured">Why there are no points; null when there are.</param>
public sealed record ClockSection(
    IReadOnlyList<RobustnessPoint> Points,
    double? Tolerance,
    Message? NotMeasured,
    Message Means,
    IReadOnlyList<Column> Columns
);
