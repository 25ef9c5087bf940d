namespace Governance.Annotation;

/// <param name="SchemaVersionId">A version that is there, or</param>
/// <param name="Schema">a new schema; one of the two.</param>
public sealed record NewProject(
    string Name,
    Guid VersionId,
    Guid? SchemaVersionId = null,
    NewSchema? Schema = null,
    string? Guideline = null
);
