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
/// <param name="Findings">What was found wanting, the gravest first: one sentence for each unmet threshold.</param>
/// <param name="Limits">What this audit cannot say, in sentences.</param>
/// <param name="Methods">How intervals were made, by the key that figures name.</param>
public sealed record AuditReport(
    int Schema,
    AuditVerdict Verdict,
    AuditBinding Bound,
    AuditSelection Samples,
    IReadOnlyList<ThresholdResult> Thresholds,
    IReadOnlyList<Highlight> Highlights,
    IReadOnlyList<string> Findings,
    IReadOnlyDictionary<string, int> GroupSizes,
    CoreSections Core,
    RetrievalSection Retrieval,
    RobustnessSection Noise,
    RobustnessSection Dropout,
    ClockSection Clock,
    IReadOnlyList<string> Limits,
    IReadOnlyDictionary<string, string> Methods
)
{
    public const int CurrentSchema = 1;

    /// <summary>SHA-256 over the canonical JSON, 64 hex characters.</summary>
    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Bytes(this)));
}

/// <summary>What was audited, on what, with what. Digests are 64 hex characters.</summary>
/// <param name="ManifestDigest">Of the dataset version that was audited on.</param>
/// <param name="TrainedOn">Manifest digest of the dataset version that it learned from.</param>
/// <param name="SamplesDigest">Over the audited samples, their modalities and labels.</param>
public sealed record AuditBinding(
    Guid ModelVersionId,
    string Model,
    int Number,
    string OnnxDigest,
    Guid DatasetVersionId,
    string DatasetVersion,
    string ManifestDigest,
    string TrainedOn,
    string Purpose,
    string SamplesDigest,
    string CodeVersion,
    AuditSuite Suite
);

/// <summary>Which samples were judged, and which not.</summary>
/// <param name="HeldOut">They are the version's own test part.</param>
/// <param name="Complete">Those with every modality the model takes.</param>
/// <param name="Seen">Left out because the model learned from them.</param>
/// <param name="Excluded">Left out for other reasons: <c>withdrawn</c>, <c>not-embedded</c>, <c>no-label</c> …</param>
public sealed record AuditSelection(
    int Count,
    int Subjects,
    int Complete,
    bool HeldOut,
    int Seen,
    IReadOnlyDictionary<string, int> Excluded,
    IReadOnlyList<ClassShare> Classes
);

public sealed record ClassShare(string Class, int Count);

public enum ThresholdState
{
    Met,
    Unmet,
    NotJudged,
}

/// <summary>One threshold and what was found.</summary>
/// <param name="Asked">The bound.</param>
/// <param name="AtLeast">The figure must not lie below it; otherwise not above.</param>
/// <param name="Certain">The whole interval lies on the same side of the bound as the figure.</param>
/// <param name="Line">What was found against what was asked, in one sentence.</param>
public sealed record ThresholdResult(
    string Name,
    string Title,
    double Asked,
    bool AtLeast,
    Figure Found,
    ThresholdState State,
    bool Certain,
    string Line,
    string Means
);

/// <summary>A sentence that the first screen says.</summary>
/// <param name="Grave">It speaks against use.</param>
public sealed record Highlight(string Sentence, string Means, bool Grave);
