namespace Governance.Annotation;

/// <summary>The request to create an annotation project, with exactly one of an existing and a new schema.</summary>
/// <param name="Name">1 to 120 characters.</param>
/// <param name="VersionId">A sealed dataset version.</param>
/// <param name="SchemaVersionId">An existing label schema version.</param>
/// <param name="Schema">A new label schema.</param>
/// <param name="Guideline">Instructions for annotators, at most 8000 characters.</param>
public sealed record NewProject(
    string Name,
    Guid VersionId,
    Guid? SchemaVersionId = null,
    NewSchema? Schema = null,
    string? Guideline = null
);
