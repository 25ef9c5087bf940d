using Governance.Monitoring;

namespace Governance.Web.Monitoring;

/// <summary>A drift check, as the API returns it.</summary>
/// <param name="Number">From 1, per monitor.</param>
/// <param name="VersionId">The batch: a sealed dataset version.</param>
/// <param name="Drifted">Whether a test was significant; null until the check has ended, and if the tests cannot tell.</param>
/// <param name="Verdict">What the tests say; null until the check has ended.</param>
/// <param name="Digest">SHA-256 over the canonical findings.</param>
/// <param name="Findings">Null until the check has ended.</param>
public sealed record CheckView(
    Guid Id,
    int Number,
    Guid MonitorId,
    Guid VersionId,
    Guid RunId,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    bool? Drifted,
    DriftVerdict? Verdict,
    string? Digest,
    DriftFindings? Findings
)
{
    internal static CheckView Of(DriftCheck check) =>
        new(
            check.Id,
            check.Number,
            check.MonitorId,
            check.VersionId,
            check.RunId,
            check.Started.At,
            check.FinishedAt,
            DriftWords.Drifted(check.Verdict),
            check.Verdict,
            check.Digest,
            check.Findings
        );
}
