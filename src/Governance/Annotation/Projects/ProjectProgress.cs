using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Annotation;

/// <summary>Counts of a project's tasks at one instant.</summary>
/// <param name="InProgress">Open tasks under a lease.</param>
/// <param name="Excluded">Open tasks that consent does not permit now; <paramref name="ExcludedBy"/> counts them by reason.</param>
public sealed record ProjectProgress(
    int Total,
    int Submitted,
    int Skipped,
    int InProgress,
    int Excluded,
    IReadOnlyDictionary<Exclusion, int> ExcludedBy
)
{
    /// <summary>Open tasks that can be handed out or are held.</summary>
    public int Remaining => Total - Submitted - Skipped - Excluded;

    /// <summary>“3 consent withdrawn, 1 no consent on record”; null when no task is excluded.</summary>
    public string? ExcludedReason =>
        Excluded == 0
            ? null
            : string.Join(", ", ExcludedBy.OrderByDescending(e => e.Value).Select(e => $"{e.Value} {e.Key.InWords()}"));

    internal static async Task<ProjectProgress> OfAsync(
        GovernanceDb db,
        LabelContext context,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var tasks = db.Set<AnnotationTask>().AsNoTracking().Where(t => t.ProjectId == context.Project.Id);
        var states = await tasks
            .GroupBy(t => t.State)
            .Select(g => new
            {
                State = g.Key,
                Count = g.Count(),
                Held = g.Count(t => t.LeaseUntil > at),
            })
            .ToListAsync(ct);
        var open =
            from task in tasks
            where task.State == TaskState.Open
            join sample in db.Set<Sample>() on task.SampleId equals sample.Id
            select sample;
        var cover = await ConsentCoverQuery.OfAsync(db, open, (context.Project.PurposeId, ""), context.Needed, at, ct);
        int Count(TaskState state) => states.Where(s => s.State == state).Sum(s => s.Count);
        return new(
            states.Sum(s => s.Count),
            Count(TaskState.Submitted),
            Count(TaskState.Skipped),
            states.Where(s => s.State == TaskState.Open).Sum(s => s.Held),
            cover.Total - cover.Permitted,
            cover.Excluded
        );
    }
}
