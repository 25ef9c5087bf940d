namespace Governance.Annotation;

public sealed record SchemaVersionSummary(
    Guid Id,
    int Number,
    LabelDefinition Definition,
    DateTimeOffset CreatedAt,
    string CreatedBy
);
