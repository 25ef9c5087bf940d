namespace Governance.Audits;

/// <summary>Which samples are assessed, and which are excluded.</summary>
/// <param name="Count">Samples that are assessed.</param>
/// <param name="Subjects">Subjects of these samples.</param>
/// <param name="HeldOut">True when they are the model version's own test part.</param>
/// <param name="Complete">Of these, samples with every modality that the model takes.</param>
/// <param name="Seen">Excluded because the model learned from them.</param>
/// <param name="Excluded">Excluded for other reasons: <c>withdrawn</c>, <c>not-embedded</c>, <c>no-label</c> …</param>
/// <param name="Classes">Assessed samples of each class, in the order of the model's outputs.</param>
public sealed record AuditSelection(
    int Count,
    int Subjects,
    int Complete,
    bool HeldOut,
    int Seen,
    IReadOnlyDictionary<string, int> Excluded,
    IReadOnlyList<ClassShare> Classes
);
