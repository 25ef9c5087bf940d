using Governance.Access;
using Governance.Catalog;
using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Annotation;

/// <summary>The door to annotation projects.</summary>
public sealed class AnnotationProjects(
    IDbContextFactory<GovernanceDb> databases,
    LabelSchemas schemas,
    LedgerEntries ledger,
    TimeProvider time
)
{
    private const int MaxGuideline = 8000;

    /// <summary>Creates a project with one task for each sample of a sealed version, in one transaction.</summary>
    public async Task<Result<AnnotationProject>> CreateAsync(Actor actor, NewProject wanted, CancellationToken ct)
    {
        if (actor.Lacks(AnnotationPolicies.Manage) is { } refusal)
            return refusal;
        if (string.IsNullOrWhiteSpace(wanted.Name))
            return new ProjectNameMissing();
        if (
            TextRule.Check(("name", wanted.Name.Trim(), 120), ("guideline", wanted.Guideline, MaxGuideline)) is
            { } unfit
        )
            return unfit;
        if (wanted.SchemaVersionId is null == wanted.Schema is null)
            return new SchemaMissing();

        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        var usable = await DatasetVersions.UsableAsync(db, wanted.VersionId, ct);
        if (!usable.Ok)
            return usable.Refusal;
        var version = usable.Value;
        var schema = await SchemaAsync(db, actor, wanted, ct);
        if (!schema.Ok)
            return schema.Refusal;
        if (await UnknownPartAsync(db, version.Id, schema.Value.Definition, ct) is { } unknown)
            return unknown;
        var samples = await db.Set<VersionSample>()
            .Where(s => s.VersionId == version.Id && s.SampleId != null)
            .OrderBy(s => s.Ordinal)
            .Select(s => s.SampleId!.Value)
            .ToListAsync(ct);
        if (samples.Count == 0)
            return new VersionIsEmpty(version.Name);

        var project = new AnnotationProject
        {
            Name = wanted.Name.Trim(),
            VersionId = version.Id,
            SchemaVersionId = schema.Value.Id,
            PurposeId = version.PurposeId,
            Guideline = string.IsNullOrWhiteSpace(wanted.Guideline) ? null : wanted.Guideline.Trim(),
            Created = new(actor.Name, time.GetUtcNow()),
        };
        db.Add(project);
        ledger.Append(
            db,
            actor,
            "annotation-project.created",
            project.Id,
            new
            {
                Version = version.Id,
                SchemaVersion = schema.Value.Id,
                Purpose = version.PurposeId,
                Tasks = samples.Count,
            }
        );
        if (await db.TrySaveAsync(new SchemaNameTaken(wanted.Schema?.Name.Trim() ?? ""), ct) is { } refused)
            return refused;
        await db.CopyAsync(
            samples.Select(
                (sample, i) =>
                    new AnnotationTask
                    {
                        ProjectId = project.Id,
                        SampleId = sample,
                        Ordinal = i,
                    }
            ),
            ct
        );
        if (await change.CommitAsync(ct) is { } unsaved)
            return unsaved;
        return project;
    }

    /// <summary>The distinct parts of the samples of a version, by name, for writing a schema.</summary>
    public async Task<Result<IReadOnlyList<PartName>>> PartsAsync(Actor actor, Guid versionId, CancellationToken ct)
    {
        if (actor.Lacks(AnnotationPolicies.Manage) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return Result.Of<IReadOnlyList<PartName>>(await PartsOf(db, versionId).OrderBy(p => p.Name).ToListAsync(ct));
    }

    /// <summary>Lists projects with their progress, newest first.</summary>
    public async Task<Result<Page<ProjectSummary>>> ListAsync(
        Actor actor,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AnnotationPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var projects = db.Set<AnnotationProject>().AsNoTracking();
        var listed = await projects.ToPageAsync(p => p.Id, new(cursor, size), ct);
        if (!listed.Ok)
            return listed.Refusal;
        var page = listed.Value;
        var summaries = new List<ProjectSummary>(page.Items.Count);
        foreach (var project in page.Items)
            summaries.Add((await DetailAsync(db, project.Id, ct))!.Summary);
        return new Page<ProjectSummary>(summaries, page.Next);
    }

    /// <summary>A project with its schema and annotators; an annotator sees only their own tally.</summary>
    public async Task<Result<ProjectDetail>> FindAsync(Actor actor, Guid projectId, CancellationToken ct)
    {
        if (actor.Lacks(AnnotationPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await DetailAsync(db, projectId, ct) is not { } detail)
            return new NotFound("annotation project", projectId.ToString());
        return detail with { Annotators = await AnnotatorsAsync(db, projectId, actor, ct) };
    }

    /// <summary>Closes a project: no tasks are handed out and nothing is saved until it is reopened.</summary>
    public Task<Result> CloseAsync(Actor actor, Guid projectId, CancellationToken ct) =>
        TurnAsync(actor, projectId, ProjectState.Closed, ct);

    /// <summary>Reopens a closed project.</summary>
    public Task<Result> OpenAsync(Actor actor, Guid projectId, CancellationToken ct) =>
        TurnAsync(actor, projectId, ProjectState.Open, ct);

    private async Task<Result> TurnAsync(Actor actor, Guid projectId, ProjectState state, CancellationToken ct)
    {
        if (actor.Lacks(AnnotationPolicies.Manage) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var project = await db.Set<AnnotationProject>().SingleOrDefaultAsync(p => p.Id == projectId, ct);
        if (project is null)
            return new NotFound("annotation project", projectId.ToString());
        if (project.State == state)
            return Result.Done;
        project.State = state;
        ledger.Append(
            db,
            actor,
            state == ProjectState.Closed ? "annotation-project.closed" : "annotation-project.opened",
            project.Id
        );
        if (await db.TrySaveAsync(ct, "annotation project") is { } unsaved)
            return unsaved;
        return Result.Done;
    }

    /// <summary>A page of the tasks that the actor may see, in the order in which they are handed out.</summary>
    public async Task<Result<GridPage<TaskRow>>> TaskGridAsync(
        Actor actor,
        Guid projectId,
        TaskState? state,
        int skip,
        int take,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AnnotationPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await LabelContext.OfProjectAsync(db, projectId, ct) is not { } context)
            return new NotFound("annotation project", projectId.ToString());
        var tasks = TasksOf(db, projectId, state).SeenBy(db, actor);
        var total = await tasks.CountAsync(ct);
        var page = await tasks.OrderBy(t => t.Ordinal).Skip(skip).Take(Cursor.Size(take)).ToListAsync(ct);
        return new GridPage<TaskRow>(await RowsAsync(db, context, page, actor, ct), total);
    }

    /// <summary>The same tasks by cursor, for the API.</summary>
    public async Task<Result<Page<TaskRow>>> TasksAsync(
        Actor actor,
        Guid projectId,
        TaskState? state,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(AnnotationPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await LabelContext.OfProjectAsync(db, projectId, ct) is not { } context)
            return new NotFound("annotation project", projectId.ToString());
        var tasks = TasksOf(db, projectId, state).SeenBy(db, actor);
        var listed = await tasks.ToPageAsync(t => t.Ordinal, new(cursor, size), ct, ascending: true);
        if (!listed.Ok)
            return listed.Refusal;
        var page = listed.Value;
        return new Page<TaskRow>(await RowsAsync(db, context, [.. page.Items], actor, ct), page.Next);
    }

    private static IQueryable<AnnotationTask> TasksOf(GovernanceDb db, Guid projectId, TaskState? state) =>
        db.Set<AnnotationTask>()
            .AsNoTracking()
            .Where(t => t.ProjectId == projectId && (state == null || t.State == state));

    private async Task<IReadOnlyList<TaskRow>> RowsAsync(
        GovernanceDb db,
        LabelContext context,
        List<AnnotationTask> tasks,
        Actor actor,
        CancellationToken ct
    )
    {
        var now = time.GetUtcNow();
        var ids = tasks.Select(t => t.Id).ToArray();
        var sampleIds = tasks.Select(t => t.SampleId).ToArray();
        var holderIds = tasks.Where(t => t.LeaseUserId != null).Select(t => t.LeaseUserId!.Value).Distinct().ToArray();
        var samples = await db.Set<Sample>()
            .AsNoTracking()
            .Where(s => sampleIds.Contains(s.Id))
            .Select(s => new
            {
                s.Id,
                s.Key,
                s.SubjectId,
                s.Present,
            })
            .ToDictionaryAsync(s => s.Id, ct);
        var subjectIds = samples.Values.Select(s => s.SubjectId).Distinct().ToArray();
        var consents = await ConsentGate
            .Effective(db, context.Project.PurposeId, now)
            .Where(c => subjectIds.Contains(c.SubjectId))
            .ToDictionaryAsync(c => c.SubjectId, ct);
        var holders = await db.Set<User>()
            .AsNoTracking()
            .Where(u => holderIds.Contains(u.Id))
            .ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
        var labels = await db.Set<SampleAnnotation>()
            .SeenBy(actor)
            .Where(a => ids.Contains(a.TaskId) && !a.Deleted)
            .GroupBy(a => a.TaskId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return
        [
            .. tasks.Select(t =>
            {
                var sample = samples[t.SampleId];
                var held = t.State == TaskState.Open && t.LeaseUntil > now;
                var why =
                    t.State == TaskState.Open
                        ? LabelGate.Why(consents.GetValueOrDefault(sample.SubjectId), context.Needed, sample.Present)
                        : null;
                return new TaskRow(
                    t.Id,
                    t.Ordinal,
                    t.SampleId,
                    sample.Key,
                    t.State,
                    held ? holders.GetValueOrDefault(t.LeaseUserId ?? Guid.Empty, "someone") : null,
                    held ? t.LeaseUntil : null,
                    t.EndedBy,
                    t.EndedAt,
                    t.SkipReason,
                    labels.GetValueOrDefault(t.Id),
                    why?.InWords()
                );
            }),
        ];
    }

    private async Task<ProjectDetail?> DetailAsync(GovernanceDb db, Guid projectId, CancellationToken ct)
    {
        var found = await (
            from project in db.Set<AnnotationProject>().AsNoTracking()
            where project.Id == projectId
            join version in db.Set<DatasetVersion>() on project.VersionId equals version.Id
            join dataset in db.Set<Dataset>() on version.DatasetId equals dataset.Id
            join purpose in db.Set<Purpose>() on project.PurposeId equals purpose.Id
            join schemaVersion in db.Set<LabelSchemaVersion>() on project.SchemaVersionId equals schemaVersion.Id
            join schema in db.Set<LabelSchema>() on schemaVersion.SchemaId equals schema.Id
            select new
            {
                Project = project,
                Version = version.Name,
                dataset.Id,
                Dataset = dataset.Name,
                dataset.Synthetic,
                purpose.Code,
                purpose.Title,
                Schema = schema.Name,
                schemaVersion.Number,
                schemaVersion.Definition,
            }
        ).SingleOrDefaultAsync(ct);
        if (found is null)
            return null;
        var one = found.Project;
        var progress = await ProjectProgress.OfAsync(db, new LabelContext(one, found.Definition), time.GetUtcNow(), ct);
        var summary = new ProjectSummary(
            one.Id,
            one.Name,
            one.State,
            found.Id,
            found.Dataset,
            found.Synthetic,
            one.VersionId,
            found.Version,
            found.Code,
            one.SchemaVersionId,
            found.Schema,
            found.Number,
            one.Created.At,
            one.Created.By,
            progress
        );
        return new(summary, found.Title, found.Definition, one.Guideline, []);
    }

    /// <summary>The tally of every annotator if the actor sees all labels, otherwise only the actor's own.</summary>
    private async Task<IReadOnlyList<AnnotatorTally>> AnnotatorsAsync(
        GovernanceDb db,
        Guid projectId,
        Actor actor,
        CancellationToken ct
    )
    {
        var now = time.GetUtcNow();
        var tasks = db.Set<AnnotationTask>().AsNoTracking().Where(t => t.ProjectId == projectId);
        Guid? only = actor.SeesAll() ? null : actor.UserId;
        var ended = await tasks
            .Where(t => t.EndedById != null && (only == null || t.EndedById == only))
            .GroupBy(t => t.EndedById!.Value)
            .Select(g => new
            {
                UserId = g.Key,
                Name = g.Max(t => t.EndedBy),
                Submitted = g.Count(t => t.State == TaskState.Submitted),
                Skipped = g.Count(t => t.State == TaskState.Skipped),
                LastAt = g.Max(t => t.EndedAt),
            })
            .ToDictionaryAsync(e => e.UserId, ct);
        var holding = await tasks
            .Where(t => t.State == TaskState.Open && t.LeaseUntil > now && t.LeaseUserId != null)
            .Where(t => only == null || t.LeaseUserId == only)
            .GroupBy(t => t.LeaseUserId!.Value)
            .Select(g => new { g.Key, Until = g.Max(t => t.LeaseUntil) })
            .ToDictionaryAsync(h => h.Key, h => h.Until, ct);
        var ids = ended.Keys.Union(holding.Keys).ToArray();
        var names = await db.Set<User>()
            .AsNoTracking()
            .Where(u => ids.Contains(u.Id))
            .ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
        return
        [
            .. ids.Select(id =>
                {
                    var done = ended.GetValueOrDefault(id);
                    return new AnnotatorTally(
                        id,
                        names.GetValueOrDefault(id) ?? done?.Name ?? "someone",
                        done?.Submitted ?? 0,
                        done?.Skipped ?? 0,
                        done?.LastAt,
                        holding.GetValueOrDefault(id)
                    );
                })
                .OrderByDescending(a => a.Submitted)
                .ThenBy(a => a.Name, StringComparer.Ordinal),
        ];
    }

    private async Task<Result<LabelSchemaVersion>> SchemaAsync(
        GovernanceDb db,
        Actor actor,
        NewProject wanted,
        CancellationToken ct
    )
    {
        if (wanted.Schema is { } schema)
            return schemas.Add(db, actor, schema.Name, schema.Definition);
        var version = await db.Set<LabelSchemaVersion>()
            .AsNoTracking()
            .SingleOrDefaultAsync(v => v.Id == wanted.SchemaVersionId, ct);
        return version is null ? new NotFound("label schema version", wanted.SchemaVersionId.ToString()!) : version;
    }

    /// <summary>Refuses a misspelt part, because its field could never be labelled.</summary>
    private static async Task<Refusal?> UnknownPartAsync(
        GovernanceDb db,
        Guid versionId,
        LabelDefinition definition,
        CancellationToken ct
    )
    {
        if (definition.Fields.All(f => f.Part is null))
            return null;
        var known = await PartsOf(db, versionId).ToListAsync(ct);
        foreach (var (i, field) in definition.Fields.Index().Where(f => f.Item.Part is not null))
        {
            var parts = new KnownNames(
                $"{AWord(field.Kind)} part of this version",
                known.Where(k => k.Modality == field.Kind.Marks()).Select(k => k.Name)
            );
            if (parts.Check($"fields[{i}].part", field.Part!) is { } unknown)
                return unknown;
        }
        return null;
    }

    private static string AWord(LabelKind kind) =>
        kind.Marks() switch
        {
            Modality.Image => "an image",
            Modality.Sensor => "a sensor",
            _ => "a text",
        };

    private static IQueryable<PartName> PartsOf(GovernanceDb db, Guid versionId) =>
        (
            from place in db.Set<VersionSample>()
            where place.VersionId == versionId
            join part in db.Set<SamplePart>() on place.SampleId equals part.SampleId
            select new PartName { Name = part.Name, Modality = part.Modality }
        ).Distinct();
}
