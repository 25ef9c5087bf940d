using System.Security.Cryptography;
using Governance.Platform;

namespace Governance.Audits;

/// <summary>
/// An audit's result. It names no time and no person, so the same version on the same samples with the same suite gives
/// the same digest; when and by whom stands on the <see cref="AuditRun"/>. Groups are attribute values and subjects are
/// numbers, so nothing here is personal and an erasure need not touch it.
/// </summary>
/// <param name="Bound">What was audited, by digest.</param>
/// <param name="GroupSizes">Audited samples in each group, named <c>attribute=value</c>.</param>
/// <param name="Highlights">The three things that matter most.</param>
/// <param name="Findings">What was found wanting, the gravest first: one for each unmet threshold.</param>
/// <param name="Limits">What this audit cannot say.</param>
/// <param name="Methods">How intervals were made, by the key that figures name.</param>
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
    /// <summary>Since 2 its sentences are codes with values; 1 held them written out, and is still read.</summary>
    public const int CurrentSchema = 2;

    /// <summary>SHA-256 over the canonical JSON, 64 hex characters.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Bytes(this)));
}
