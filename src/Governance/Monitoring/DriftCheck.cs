using Governance.Platform;

namespace Governance.Monitoring;

/// <summary>The comparison of one batch with the reference. The result is written once, when its run ends.</summary>
public sealed class DriftCheck : IGoverned
{
    /// <summary>Primary key, ordered by time.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The monitor.</summary>
    public required Guid MonitorId { get; init; }

    /// <summary>From 1, per monitor.</summary>
    public required int Number { get; init; }

    /// <summary>The batch: a sealed dataset version.</summary>
    public required Guid VersionId { get; init; }

    /// <summary>The run that makes the comparison.</summary>
    public required Guid RunId { get; init; }

    /// <summary>Who started it, and when.</summary>
    public required Stamp Started { get; init; }

    /// <summary>When it ended; null until then, like the properties below.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The result.</summary>
    public DriftFindings? Findings { get; set; }

    /// <summary>SHA-256 over the canonical findings.</summary>
    public string? Digest { get; set; }

    /// <summary>Whether a test was significant; also null if the tests cannot tell (see <see cref="Verdict"/>).</summary>
    public bool? Drifted { get; set; }

    /// <summary>What the findings say; null until the check has ended.</summary>
    public DriftVerdict? Verdict => Findings?.Verdict;
}
