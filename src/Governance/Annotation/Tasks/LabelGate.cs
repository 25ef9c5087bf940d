using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Annotation;

/// <summary>The consent checks of annotation: at handout, at every read of content, at every save and at submission.</summary>
internal static class LabelGate
{
    /// <summary>The modalities of a sample that consent covers now, or <see cref="NotPermitted"/>.</summary>
    public static async Task<Result<Modalities>> VisibleAsync(
        GovernanceDb db,
        LabelContext context,
        Guid sampleId,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var sample = await db.Set<Sample>()
            .AsNoTracking()
            .Where(s => s.Id == sampleId)
            .Select(s => new { s.SubjectId, s.Present })
            .SingleAsync(ct);
        var consent = await ConsentGate
            .Effective(db, context.Project.PurposeId, at)
            .SingleOrDefaultAsync(c => c.SubjectId == sample.SubjectId, ct);
        return Why(consent, context.Needed, sample.Present) is { } reason
            ? new NotPermitted(reason)
            : consent!.Modalities;
    }

    /// <summary>Why a sample with these modalities may not be labelled, or null.</summary>
    public static Exclusion? Why(EffectiveConsent? consent, Modalities needed, Modalities present)
    {
        var covered = consent?.Modalities ?? Modalities.None;
        var why = ConsentGate.Why(consent?.State, consent?.Permits ?? false, covered, needed);
        return why is null && (covered & present) == 0 ? Exclusion.ModalityNotCovered : why;
    }

    /// <summary>The open tasks that nobody holds and that can be handed to the actor now, in order.</summary>
    public static IQueryable<Guid> Free(GovernanceDb db, LabelContext context, Actor actor, DateTimeOffset at) =>
        from task in db.Set<AnnotationTask>().OpenTo(db, actor)
        where
            task.ProjectId == context.Project.Id
            && task.State == TaskState.Open
            && (task.LeaseUntil == null || task.LeaseUntil <= at)
        join sample in ConsentCoverQuery.Permitted(db, db.Set<Sample>(), context.Project.PurposeId, context.Needed, at)
            on task.SampleId equals sample.Id
        orderby task.Ordinal
        select task.Id;
}
