namespace Governance.Annotation;

/// <summary>A project in a list.</summary>
public sealed record ProjectSummary(
    Guid Id,
    string Name,
    ProjectState State,
    Guid DatasetId,
    string Dataset,
    bool Synthetic,
    Guid VersionId,
    string Version,
    string Purpose,
    Guid SchemaVersionId,
    string Schema,
    int SchemaNumber,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    ProjectProgress Progress
);
