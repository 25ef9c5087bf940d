using Governance.Platform;

namespace Governance.Audits;

/// <summary>The part of a report that gates and reviews read; null members in reports that lack them.</summary>
/// <param name="GroupSizes">Audited samples in each group, named <c>attribute=value</c>.</param>
/// <param name="Findings">One sentence for each unmet threshold, the most severe first.</param>
/// <param name="Samples">Which samples were assessed.</param>
/// <param name="Thresholds">The thresholds with their figures.</param>
public sealed record AuditReportHead(
    IReadOnlyDictionary<string, int>? GroupSizes,
    IReadOnlyList<Message>? Findings,
    AuditSelection? Samples,
    IReadOnlyList<ThresholdResult>? Thresholds
);
