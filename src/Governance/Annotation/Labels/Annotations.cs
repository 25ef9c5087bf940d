using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Governance.Catalog;
using Governance.Ledger;
using Governance.Platform;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Governance.Annotation;

/// <summary>
/// The door to annotations. Saving and deleting are idempotent by (id, revision), and the highest revision wins
/// whatever the order of arrival, so that a browser can repeat a request without an answer.
/// </summary>
public sealed class Annotations(
    IDbContextFactory<GovernanceDb> databases,
    AlignedSamples samples,
    LedgerEntries ledger,
    ProvenanceGraph provenance,
    TimeProvider time,
    IOptions<AnnotationOptions> options
)
{
    private const string Empty = "{}";

    /// <summary>Saves a revision. Repeating the same revision changes nothing, even after the sender's lease has ended.</summary>
    public async Task<Result> SaveAsync(Actor actor, AnnotationSave save, CancellationToken ct)
    {
        if (actor.Lacks(AnnotationPolicies.Annotate) is { } refusal)
            return refusal;
        if (save.Revision < 1)
            return new RevisionNotPositive(save.Revision);
        var document = AnnotationDocument.Read(save.Body, options.Value.MaxBodyBytes);
        if (!document.Ok)
            return document.Refusal;
        var write = new Write(save.Id, save.TaskId, save.LeaseToken, save.Revision, document.Value.Canonical);
        return await WriteAsync(
            actor,
            write,
            (db, context, task) => CheckAsync(db, context, task, save.Id, document.Value, ct),
            ct
        );
    }

    /// <summary>Deletes an annotation with a new revision. An unknown id is stored as deleted, so that a late save is refused.</summary>
    public async Task<Result> DeleteAsync(
        Actor actor,
        Guid id,
        Guid taskId,
        Guid leaseToken,
        int revision,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AnnotationPolicies.Annotate) is { } refusal)
            return refusal;
        if (revision < 1)
            return new RevisionNotPositive(revision);
        return await WriteAsync(actor, new Write(id, taskId, leaseToken, revision, null), null, ct);
    }

    /// <summary>
    /// Annotations of a sample or of a project (or both) that the actor may see, in the order of their ids. Labels on parts that
    /// consent does not cover now are left out, so a page can be shorter than asked for.
    /// </summary>
    public async Task<Result<Page<AnnotationRow>>> ListAsync(
        Actor actor,
        Guid? sampleId,
        Guid? projectId,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AnnotationPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var annotations = db.Set<SampleAnnotation>().AsNoTracking().SeenBy(actor).Where(a => !a.Deleted);
        if (sampleId is not null)
            annotations = annotations.Where(a => a.SampleId == sampleId);
        if (projectId is not null)
            annotations = annotations.Where(a =>
                db.Set<AnnotationTask>().Any(t => t.Id == a.TaskId && t.ProjectId == projectId)
            );
        var listed = await annotations.ToPageAsync(a => a.Id, new(cursor, size), ct, ascending: true);
        if (!listed.Ok)
            return listed.Refusal;
        var page = listed.Value;
        return new Page<AnnotationRow>(
            [
                .. (await LabelMask.ShownAsync(db, page.Items, time.GetUtcNow(), ct)).Select(a => new AnnotationRow(
                    a.Id,
                    a.TaskId,
                    a.SampleId,
                    a.Author,
                    a.Revision,
                    JsonNode.Parse(a.Body)!,
                    a.CreatedAt,
                    a.ChangedAt
                )),
            ],
            page.Next
        );
    }

    private async Task<Result> WriteAsync(
        Actor actor,
        Write write,
        Func<GovernanceDb, LabelContext, AnnotationTask, Task<Refusal?>>? check,
        CancellationToken ct
    )
    {
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        // Locking the task's row serialises all writes of its annotations.
        var task = await TaskQueue.LockAsync(db, write.TaskId, ct);
        if (task is null)
            return new NotFound("task", write.TaskId.ToString());
        var stored = await db.Set<SampleAnnotation>().SingleOrDefaultAsync(a => a.Id == write.Id, ct);
        if (stored is not null && stored.TaskId != task.Id)
            return new AnnotationElsewhere(write.Id);
        if (stored is not null && write.IsRepeatOf(stored))
            return Result.Done;
        if (!task.IsHeldBy(actor.UserId, write.LeaseToken, time.GetUtcNow()))
            return new LeaseLost();
        if (stored is not null && write.Revision <= stored.Revision)
            return new RevisionConflict(stored.Revision);

        var context = (await LabelContext.OfProjectAsync(db, task.ProjectId, ct))!;
        if (context.Project.State == ProjectState.Closed)
            return new ProjectIsClosed(context.Project.Name);
        if (check is not null && await check(db, context, task) is { } refusal)
            return refusal;
        if (
            stored is null
            && await db.Set<SampleAnnotation>().CountAsync(a => a.TaskId == task.Id, ct)
                >= options.Value.MaxAnnotationsPerTask
        )
            return new TooManyAnnotations(options.Value.MaxAnnotationsPerTask);

        // Deleting what is not there leaves no trace but the tombstone.
        if (write.Canonical is not null || stored is { Deleted: false })
            await AppendToLedgerAsync(db, actor, context, task, write, ct);
        Keep(db, actor, task, write, stored);
        // A concurrent request used the same id on another task.
        if (await change.CommitAsync(new AnnotationElsewhere(write.Id), ct) is { } refused)
            return refused;
        return Result.Done;
    }

    /// <summary>Asks the consent gate, then checks the document against the visible parts of the sample.</summary>
    private async Task<Refusal?> CheckAsync(
        GovernanceDb db,
        LabelContext context,
        AnnotationTask task,
        Guid id,
        AnnotationDocument document,
        CancellationToken ct
    )
    {
        var visible = await LabelGate.VisibleAsync(db, context, task.SampleId, time.GetUtcNow(), ct);
        if (!visible.Ok)
            return visible.Refusal;
        IReadOnlyList<string> parts = AnnotationDocument.SourceOf(document.Root)?.Part is { } part ? [part] : [];
        var sample = await samples.DetailAsync(db, task.SampleId, visible.Value, parts, ct);
        return sample is null
            ? new NotFound("sample", task.SampleId.ToString())
            : context.Definition.Check(id, document, sample);
    }

    private void Keep(GovernanceDb db, Actor actor, AnnotationTask task, Write write, SampleAnnotation? stored)
    {
        var now = time.GetUtcNow();
        if (stored is null)
        {
            db.Add(
                new SampleAnnotation
                {
                    Id = write.Id,
                    TaskId = task.Id,
                    SampleId = task.SampleId,
                    AuthorId = actor.UserId,
                    Author = actor.Name,
                    Revision = write.Revision,
                    Body = write.Canonical ?? Empty,
                    Deleted = write.Canonical is null,
                    CreatedAt = now,
                    ChangedAt = now,
                }
            );
            return;
        }
        stored.Revision = write.Revision;
        stored.Body = write.Canonical ?? Empty;
        stored.Deleted = write.Canonical is null;
        stored.ChangedAt = now;
    }

    /// <summary>Adds the ledger entry and the provenance of one revision.</summary>
    private async Task AppendToLedgerAsync(
        GovernanceDb db,
        Actor actor,
        LabelContext context,
        AnnotationTask task,
        Write write,
        CancellationToken ct
    )
    {
        var facts = new
        {
            Project = task.ProjectId,
            Task = task.Id,
            Sample = task.SampleId,
            write.Revision,
        };
        var step = new
        {
            Project = task.ProjectId,
            context.Project.SchemaVersionId,
            Task = task.Id,
            write.Revision,
        };
        if (write.Canonical is null)
        {
            ledger.Append(db, actor, "annotation.deleted", write.Id, facts);
            var removal = provenance.Record(db, actor, "unlabel", step);
            ProvenanceGraph.Derive(db, removal, null, null, ThingKey.Annotation(write.Id), null);
            return;
        }
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(write.Canonical)));
        var subjectId = await db.Set<Sample>()
            .Where(s => s.Id == task.SampleId)
            .Select(s => s.SubjectId)
            .SingleAsync(ct);
        ledger.Append(db, actor, "annotation.saved", write.Id, facts, new PersonalFact("body", digest, subjectId));
        var activity = provenance.Record(db, actor, "annotate", step);
        ProvenanceGraph.Derive(
            db,
            activity,
            ThingKey.Annotation(write.Id),
            digest,
            ThingKey.Sample(task.SampleId),
            null
        );
    }

    /// <param name="Canonical">Null for a deletion.</param>
    private sealed record Write(Guid Id, Guid TaskId, Guid LeaseToken, int Revision, string? Canonical)
    {
        public bool IsRepeatOf(SampleAnnotation stored) =>
            stored.Revision == Revision
            && stored.Deleted == (Canonical is null)
            && (Canonical is null || Canonical == AnnotationDocument.Canonicalise(stored.Body));
    }
}
