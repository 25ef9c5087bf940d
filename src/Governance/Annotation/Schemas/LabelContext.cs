using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Annotation;

/// <summary>A project with its schema definition and the modalities that consent must cover.</summary>
internal sealed record LabelContext(AnnotationProject Project, LabelDefinition Definition)
{
    /// <summary>The modalities that consent must cover.</summary>
    public Modalities Needed { get; } = Definition.Needed();

    /// <summary>The context of a project; null if there is no such project.</summary>
    public static async Task<LabelContext?> OfProjectAsync(GovernanceDb db, Guid projectId, CancellationToken ct) =>
        await (
            from project in db.Set<AnnotationProject>().AsNoTracking()
            where project.Id == projectId
            join schema in db.Set<LabelSchemaVersion>() on project.SchemaVersionId equals schema.Id
            select new { project, schema.Definition }
        ).SingleOrDefaultAsync(ct)
            is { } found
            ? new(found.project, found.Definition)
            : null;
}
