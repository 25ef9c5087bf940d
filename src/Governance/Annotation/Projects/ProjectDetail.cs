namespace Governance.Annotation;

public sealed record ProjectDetail(
    ProjectSummary Summary,
    string PurposeTitle,
    LabelDefinition Definition,
    string? Guideline,
    IReadOnlyList<AnnotatorTally> Annotators
);
