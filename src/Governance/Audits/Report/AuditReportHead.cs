using Governance.Platform;

namespace Governance.Audits;

/// <summary>The part of a report that promotion gates read.</summary>
/// <param name="GroupSizes">Samples of the audit in each group, named <c>attribute=value</c>.</param>
/// <param name="Findings">What was found wanting, the gravest first.</param>
public sealed record AuditReportHead(IReadOnlyDictionary<string, int>? GroupSizes, IReadOnlyList<Message>? Findings);
