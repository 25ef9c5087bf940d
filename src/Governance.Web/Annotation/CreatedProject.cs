using Governance.Annotation;
using Governance.Web.Api;

namespace Governance.Web.Annotation;

/// <summary>An annotation project as the API answers its creation.</summary>
[SchemaName("AnnotationProject")]
internal sealed class CreatedProject
{
    public Guid Id { get; init; }
    public required string Name { get; init; }
    public required Guid VersionId { get; init; }
    public required Guid SchemaVersionId { get; init; }
    public required Guid PurposeId { get; init; }
    public string? Guideline { get; init; }
    public ProjectState State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }

    public static CreatedProject Of(AnnotationProject project) =>
        new()
        {
            Id = project.Id,
            Name = project.Name,
            VersionId = project.VersionId,
            SchemaVersionId = project.SchemaVersionId,
            PurposeId = project.PurposeId,
            Guideline = project.Guideline,
            State = project.State,
            CreatedAt = project.Created.At,
            CreatedBy = project.Created.By,
        };
}
