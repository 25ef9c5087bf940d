namespace Governance.Annotation;

/// <summary>A version of a label schema in a list.</summary>
/// <param name="Number">From 1.</param>
/// <param name="CreatedBy">Name of the person who added it.</param>
public sealed record SchemaVersionSummary(
    Guid Id,
    int Number,
    LabelDefinition Definition,
    DateTimeOffset CreatedAt,
    string CreatedBy
);
