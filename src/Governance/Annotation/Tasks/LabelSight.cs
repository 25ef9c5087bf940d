using Governance.Catalog;
using Governance.Platform;

namespace Governance.Annotation;

/// <summary>
/// Whose labels and tasks a person sees. Who manages annotation, or may read the samples in the catalog, sees all of them; an
/// annotator sees their own alone, because a second label counts only when it was made without sight of the first.
/// </summary>
internal static class LabelSight
{
    public static bool SeesAll(this Actor actor) =>
        actor.May(AnnotationPolicies.Manage) || actor.May(CatalogPolicies.Read);

    public static IQueryable<SampleAnnotation> SeenBy(this IQueryable<SampleAnnotation> annotations, Actor actor) =>
        actor.SeesAll() ? annotations : annotations.Where(a => a.AuthorId == actor.UserId);

    /// <summary>Tasks that the person holds, ended or has labels on; all of them for whoever sees all labels.</summary>
    public static IQueryable<AnnotationTask> SeenBy(
        this IQueryable<AnnotationTask> tasks,
        GovernanceDb db,
        Actor actor
    ) =>
        actor.SeesAll()
            ? tasks
            : tasks.Where(t =>
                t.LeaseUserId == actor.UserId
                || t.EndedById == actor.UserId
                || db.Set<SampleAnnotation>().Any(a => a.TaskId == t.Id && a.AuthorId == actor.UserId && !a.Deleted)
            );

    /// <summary>
    /// Tasks that may be handed to the person: one that bears the labels of another waits for them, or for whoever sees all labels.
    /// </summary>
    public static IQueryable<AnnotationTask> OpenTo(
        this IQueryable<AnnotationTask> tasks,
        GovernanceDb db,
        Actor actor
    ) =>
        actor.SeesAll()
            ? tasks
            : tasks.Where(t =>
                !db.Set<SampleAnnotation>().Any(a => a.TaskId == t.Id && a.AuthorId != actor.UserId && !a.Deleted)
            );
}
