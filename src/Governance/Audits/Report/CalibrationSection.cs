using Governance.Platform;

namespace Governance.Audits;

/// <summary>How well the stated confidence matches the share of right answers.</summary>
/// <param name="Bins">The reliability diagram, in ascending confidence.</param>
/// <param name="Means">Explanation of the section.</param>
public sealed record CalibrationSection(
    IReadOnlyList<Measure> Measures,
    IReadOnlyList<ReliabilityPoint> Bins,
    Message Means
);
