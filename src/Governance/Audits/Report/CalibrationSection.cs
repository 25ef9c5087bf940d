using Governance.Platform;

namespace Governance.Audits;

/// <summary>Whether “90 % sure” is right nine times in ten.</summary>
public sealed record CalibrationSection(
    IReadOnlyList<Measure> Measures,
    IReadOnlyList<ReliabilityPoint> Bins,
    Message Means
);
