using Governance.Platform;

namespace Governance.Monitoring;

/// <summary>One incoming batch held against the reference. Written whole when its run ends, and never changed.</summary>
public sealed class DriftCheck : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid MonitorId { get; init; }
    public required int Number { get; init; }

    /// <summary>The batch: a sealed version.</summary>
    public required Guid VersionId { get; init; }
    public required Guid RunId { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required string StartedBy { get; init; }

    public DateTimeOffset? FinishedAt { get; set; }
    public DriftFindings? Findings { get; set; }

    /// <summary>SHA-256 over the canonical findings.</summary>
    public string? Digest { get; set; }
    public bool? Drifted { get; set; }
}
