namespace Governance.Annotation;

/// <summary>A project in a list.</summary>
/// <param name="Dataset">Name of the dataset.</param>
/// <param name="Synthetic">Whether the dataset is synthetic.</param>
/// <param name="Version">Name of the dataset version.</param>
/// <param name="Purpose">Code of the purpose.</param>
/// <param name="Schema">Name of the label schema.</param>
/// <param name="SchemaNumber">Number of the schema version, from 1.</param>
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
