using Governance.Platform;

namespace Governance.Audits;

/// <summary>What an audit says to those who decide on its ground.</summary>
/// <param name="Digest">SHA-256 of the report, 64 hex characters.</param>
/// <param name="GroupSizes">Samples in each group, named <c>attribute=value</c>; empty where the audit looked at no groups.</param>
/// <param name="Findings">What was found wanting, the gravest first.</param>
public sealed record AuditFacts(
    Guid AuditId,
    string Digest,
    bool Passed,
    IReadOnlyDictionary<string, int> GroupSizes,
    IReadOnlyList<Message> Findings,
    DateTimeOffset FinishedAt
)
{
    /// <summary>The page of the report.</summary>
    public string Path => $"/models/audits/{AuditId}";

    /// <summary>The smallest group with its size; the first by name among equals; null without groups.</summary>
    public KeyValuePair<string, int>? Smallest =>
        GroupSizes.Count == 0
            ? null
            : GroupSizes.OrderBy(g => g.Value).ThenBy(g => g.Key, StringComparer.Ordinal).First();
}
