namespace Governance.Audits;

/// <summary>Which samples are assessed, and which are excluded.</summary>
/// <param name="Count">Samples that are assessed.</param>
/// <param name="Subjects">Subjects of these samples.</param>
/// <param name="HeldOut">
/// True when they are the test part of the dataset version that the model learned from: the declared one, or the one that the
/// training made where none is declared.
/// </param>
/// <param name="Complete">Of these, samples with every modality that the model takes.</param>
/// <param name="Seen">Excluded because the model learned from them.</param>
/// <param name="Excluded">Excluded for other reasons: <c>withdrawn</c>, <c>not-embedded</c>, <c>no-label</c> …</param>
/// <param name="SubjectsSeen">
/// True when the model learned from other samples of some of these subjects; null otherwise.
/// </param>
/// <param name="CompleteSubjects">Subjects of the complete samples; null in older reports.</param>
/// <param name="Classes">Assessed samples of each class, in the order of the model's outputs.</param>
public sealed record AuditSelection(
    int Count,
    int Subjects,
    int Complete,
    bool HeldOut,
    int Seen,
    IReadOnlyDictionary<string, int> Excluded,
    IReadOnlyList<ClassShare> Classes,
    bool? SubjectsSeen = null,
    int? CompleteSubjects = null
);
