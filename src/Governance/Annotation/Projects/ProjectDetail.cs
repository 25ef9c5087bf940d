namespace Governance.Annotation;

/// <summary>A project with its schema, guideline and annotators.</summary>
/// <param name="Annotators">Those whom the actor may see, most submitted tasks first.</param>
public sealed record ProjectDetail(
    ProjectSummary Summary,
    string PurposeTitle,
    LabelDefinition Definition,
    string? Guideline,
    IReadOnlyList<AnnotatorTally> Annotators
);
