using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Annotation;

/// <summary>
/// Leases one task to one annotator. Rows that concurrent requests are taking are skipped (FOR UPDATE SKIP LOCKED), so
/// that nobody waits and no two annotators get the same task.
/// </summary>
internal sealed class TaskGrant(GovernanceDb db, LabelContext context, Actor actor, TimeProvider time, TimeSpan lease)
{
    private const int Candidates = 64;
    private const int Attempts = 6;

    private readonly Guid _projectId = context.Project.Id;

    /// <summary>
    /// Leases the preferred task, the held task or the next free one, in this order; null if there is none. Releases
    /// other held tasks.
    /// </summary>
    public async Task<(AnnotationTask Task, Modalities Visible)?> TakeAsync(Guid? prefer, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Serialises the requests of one annotator, so that two tabs get the same task.
        await db.LockAsync($"annotation/{_projectId}/{actor.UserId}", ct);
        var granted = await PreferredAsync(prefer, ct) ?? await HeldAsync(ct) ?? await FreeAsync(ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        if (granted is { } one)
            await TaskQueue.EndLeases(
                db.Set<AnnotationTask>()
                    .Where(t =>
                        t.ProjectId == _projectId
                        && t.LeaseUserId == actor.UserId
                        && t.State == TaskState.Open
                        && t.Id != one.Task.Id
                    ),
                ct
            );
        return granted;
    }

    private async Task<(AnnotationTask Task, Modalities Visible)?> PreferredAsync(Guid? prefer, CancellationToken ct)
    {
        if (prefer is not { } id)
            return null;
        var now = time.GetUtcNow();
        var found = await db.Set<AnnotationTask>()
            .FromSql(
                $"""
                SELECT * FROM annotation_tasks
                WHERE id = {id} AND project_id = {_projectId} AND state = 'Open'
                    AND (lease_user_id = {actor.UserId} OR lease_until IS NULL OR lease_until <= {now})
                FOR UPDATE SKIP LOCKED
                """
            )
            .ToListAsync(ct);
        return found is [{ } task] && await MayHaveAsync(task, ct) ? await LeaseAsync(task, ct) : null;
    }

    /// <summary>The task that the annotator holds. It is released when consent no longer covers it.</summary>
    private async Task<(AnnotationTask Task, Modalities Visible)?> HeldAsync(CancellationToken ct)
    {
        var held = await db.Set<AnnotationTask>()
            .FromSql(
                $"""
                SELECT * FROM annotation_tasks
                WHERE project_id = {_projectId} AND state = 'Open' AND lease_user_id = {actor.UserId}
                ORDER BY lease_until DESC LIMIT 1 FOR UPDATE
                """
            )
            .ToListAsync(ct);
        return held is [{ } task] && await MayHaveAsync(task, ct) ? await LeaseAsync(task, ct) : null;
    }

    private Task<bool> MayHaveAsync(AnnotationTask task, CancellationToken ct) =>
        db.Set<AnnotationTask>().OpenTo(db, actor).AnyAsync(t => t.Id == task.Id, ct);

    private async Task<(AnnotationTask Task, Modalities Visible)?> FreeAsync(CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var now = time.GetUtcNow();
            var ids = await LabelGate.Free(db, context, actor, now).Take(Candidates).ToArrayAsync(ct);
            if (ids.Length == 0)
                return null;
            var found = await db.Set<AnnotationTask>()
                .FromSql(
                    $"""
                    SELECT * FROM annotation_tasks
                    WHERE id = ANY({ids}) AND state = 'Open' AND (lease_until IS NULL OR lease_until <= {now})
                    ORDER BY ordinal LIMIT 1 FOR UPDATE SKIP LOCKED
                    """
                )
                .ToListAsync(ct);
            if (found is [{ } task])
            {
                // Another annotator saved labels since the candidates were listed.
                if (!await MayHaveAsync(task, ct))
                    continue;
                if (await LeaseAsync(task, ct) is { } leased)
                    return leased;
            }
            else
            {
                // Every candidate is locked by a transaction that ends within milliseconds: try again.
                await Task.Delay(TimeSpan.FromMilliseconds(5 << attempt), ct);
            }
        }
        return null;
    }

    /// <summary>Leases a locked task, or ends its lease when consent does not cover it.</summary>
    private async Task<(AnnotationTask Task, Modalities Visible)?> LeaseAsync(AnnotationTask task, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var visible = await LabelGate.VisibleAsync(db, context, task.SampleId, now, ct);
        if (!visible.Ok)
        {
            (task.LeaseToken, task.LeaseUserId, task.LeaseUntil) = (null, null, null);
            return null;
        }
        if (task.LeaseUserId != actor.UserId || task.LeaseToken is null)
            task.LeaseToken = Guid.NewGuid();
        task.LeaseUserId = actor.UserId;
        task.LeaseUntil = now + lease;
        return (task, visible.Value);
    }
}
