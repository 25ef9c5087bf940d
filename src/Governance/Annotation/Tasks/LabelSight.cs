using Governance.Catalog;
using Governance.Platform;

namespace Governance.Annotation;

/// <summary>
/// Which labels and tasks an actor sees. An actor who manages annotation or may read the catalog sees all of them; an
/// annotator sees only their own, because a second label is independent only if its author did not see the first.
/// </summary>
internal static class LabelSight
{
    /// <summary>Whether the actor sees the labels and tasks of everybody.</summary>
    public static bool SeesAll(this Actor actor) =>
        actor.May(AnnotationPolicies.Manage) || actor.May(CatalogPolicies.Read);

    /// <summary>The annotations that the actor may see.</summary>
    public static IQueryable<SampleAnnotation> SeenBy(this IQueryable<SampleAnnotation> annotations, Actor actor) =>
        actor.SeesAll() ? annotations : annotations.Where(a => a.AuthorId == actor.UserId);

    /// <summary>The tasks that the actor holds, ended or has labels on; all tasks if the actor sees all labels.</summary>
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
    /// The tasks that can be handed to the actor: a task with labels of another annotator goes only to that annotator or to
    /// somebody who sees all labels.
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
