using Governance.Monitoring;

namespace Governance.Web.Monitoring;

public sealed record CheckView(
    Guid Id,
    int Number,
    Guid MonitorId,
    Guid VersionId,
    Guid RunId,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    bool? Drifted,
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
            check.StartedAt,
            check.FinishedAt,
            check.Drifted,
            check.Digest,
            check.Findings
        );
}
