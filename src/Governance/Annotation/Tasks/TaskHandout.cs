using Governance.Catalog;

namespace Governance.Annotation;

/// <summary>Everything the workbench needs for one task. Parts that consent does not cover appear as missing.</summary>
public sealed record TaskHandout(
    LeasedTask Task,
    SampleDetail Sample,
    LabelDefinition Schema,
    IReadOnlyList<SavedAnnotation> Annotations,
    TaskProgress Progress
);
