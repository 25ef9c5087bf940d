using Governance.Platform;

namespace Governance.Audits;

/// <summary>The result of a finished audit, for gates and reviews.</summary>
/// <param name="Digest">SHA-256 of the report, 64 hex characters.</param>
/// <param name="GroupSizes">Samples in each group, named <c>attribute=value</c>; empty where no attribute splits the
/// samples into groups.</param>
/// <param name="Findings">One finding for each unmet threshold, the most severe first.</param>
public sealed record AuditFacts(
    Guid AuditId,
    string Digest,
    bool Passed,
    IReadOnlyDictionary<string, int> GroupSizes,
    IReadOnlyList<Message> Findings,
    DateTimeOffset FinishedAt
)
{
    /// <summary>The address of the report's page.</summary>
    public string Path => $"/models/audits/{AuditId}";

    /// <summary>The smallest group with its size (the first by name among equals); null without groups.</summary>
    public KeyValuePair<string, int>? Smallest =>
        GroupSizes.Count == 0
            ? null
            : GroupSizes.OrderBy(g => g.Value).ThenBy(g => g.Key, StringComparer.Ordinal).First();
}
