using System.Security.Cryptography;
using Governance.Platform;

namespace Governance.Audits;

/// <summary>
/// The result of an audit. It names no time and no person, so the same version, samples and suite give the same digest; the
/// <see cref="AuditRun"/> has the time and the person. Groups are attribute values and subjects are counts, so the report
/// holds no personal data and an erasure does not change it.
/// </summary>
/// <param name="Bound">What was audited, with digests.</param>
/// <param name="GroupSizes">Audited samples in each group, named <c>attribute=value</c>.</param>
/// <param name="Highlights">The most important sentences, at most three.</param>
/// <param name="Findings">One sentence for each unmet threshold, the most severe first.</param>
/// <param name="Limits">What the audit cannot tell.</param>
/// <param name="Methods">How intervals are computed, by the key in <see cref="Figure.Method"/>.</param>
public sealed record AuditReport(
    int Schema,
    AuditVerdict Verdict,
    AuditBinding Bound,
    AuditSelection Samples,
    IReadOnlyList<ThresholdResult> Thresholds,
    IReadOnlyList<Highlight> Highlights,
    IReadOnlyList<Message> Findings,
    IReadOnlyDictionary<string, int> GroupSizes,
    CoreSections Core,
    RetrievalSection Retrieval,
    RobustnessSection Noise,
    RobustnessSection Dropout,
    ClockSection Clock,
    IReadOnlyList<Message> Limits,
    IReadOnlyDictionary<string, Message> Methods
)
{
    /// <summary>
    /// Schema 3 assesses nothing below the suite's subjects, counts a figure that could not be assessed as not met, and has one
    /// calibration error. Schema 2 stored sentences as codes with values, schema 1 as text; both can still be read.
    /// </summary>
    public const int CurrentSchema = 3;

    /// <summary>SHA-256 of the canonical JSON, 64 hex characters.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Bytes(this)));
}
