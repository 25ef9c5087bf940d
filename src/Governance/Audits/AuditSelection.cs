namespace Governance.Audits;

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
