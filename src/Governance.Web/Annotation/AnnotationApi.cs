using Governance.Annotation;
using Governance.Catalog;
using Governance.Platform;
using Governance.Web.Api;
using Microsoft.AspNetCore.Mvc;

namespace Governance.Web.Annotation;

/// <summary>REST endpoints of annotation: projects, label schemas, tasks and annotations.</summary>
internal static class AnnotationApi
{
    /// <summary>Twice the default size of an annotation body, for the rest of the request.</summary>
    private const long MaxSaveBytes = 128 * 1024;

    public static void MapAnnotation(this RouteGroupBuilder api)
    {
        MapProjects(
            api.MapGroup("/annotation-projects").WithTags("Annotation").RequireAuthorization(AnnotationPolicies.Read)
        );
        MapSchemas(api.MapGroup("/label-schemas").WithTags("Annotation").RequireAuthorization(AnnotationPolicies.Read));
        MapTasks(api.MapGroup("/tasks").WithTags("Annotation"));
        MapAnnotations(api.MapGroup("/annotations").WithTags("Annotation"));
    }

    private static void MapProjects(RouteGroupBuilder projects)
    {
        projects
            .MapGet(
                "",
                async (AnnotationProjects door, HttpContext http, string? cursor, int? size, CancellationToken ct) =>
                    ApiResults.Answer(await door.ListAsync(http.Actor(), cursor, size, ct))
            )
            .WithName("ListAnnotationProjects")
            .WithSummary("List annotation projects with their progress, newest first")
            .Produces<Page<ProjectSummary>>();
        projects
            .MapPost("", async (NewProject body, AnnotationProjects door, HttpContext http, CancellationToken ct) =>
                ApiResults.Created(
                    await door.CreateAsync(http.Actor(), body, ct),
                    p => $"/api/v1/annotation-projects/{p.Id}",
                    CreatedProject.Of
                )
            )
            .WithName("CreateAnnotationProject")
            .WithSummary("Create an annotation project on a sealed version, with a new or an existing label schema")
            .RequireAuthorization(AnnotationPolicies.Manage)
            .Produces<CreatedProject>(StatusCodes.Status201Created);
        projects
            .MapGet("/{id:guid}", async (Guid id, AnnotationProjects door, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await door.FindAsync(http.Actor(), id, ct))
            )
            .WithName("GetAnnotationProject")
            .WithSummary("Get an annotation project with its schema, guideline, progress and annotators")
            .Produces<ProjectDetail>();
        projects
            .MapPost(
                "/{id:guid}/close",
                async (Guid id, AnnotationProjects door, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await door.CloseAsync(http.Actor(), id, ct))
            )
            .WithName("CloseAnnotationProject")
            .WithSummary("Close an annotation project: no tasks are handed out and no labels are saved")
            .RequireAuthorization(AnnotationPolicies.Manage);
        projects
            .MapPost(
                "/{id:guid}/open",
                async (Guid id, AnnotationProjects door, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await door.OpenAsync(http.Actor(), id, ct))
            )
            .WithName("OpenAnnotationProject")
            .WithSummary("Reopen a closed annotation project")
            .RequireAuthorization(AnnotationPolicies.Manage);
        projects
            .MapGet(
                "/{id:guid}/tasks",
                async (
                    Guid id,
                    AnnotationProjects door,
                    HttpContext http,
                    Word<TaskState>? state,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) => ApiResults.Answer(await door.TasksAsync(http.Actor(), id, state?.Value, cursor, size, ct))
            )
            .WithName("ListTasks")
            .WithSummary(
                "List the tasks of a project in the order in which they are handed out; an annotator sees their own"
            )
            .Produces<Page<TaskRow>>();
        projects
            .MapPost(
                "/{id:guid}/tasks/next",
                async (Guid id, Guid? preferredId, TaskQueue queue, HttpContext http, CancellationToken ct) =>
                {
                    var next = await queue.NextAsync(http.Actor(), id, preferredId, ct);
                    if (!next.Ok)
                        return ApiResults.Problem(next.Refusal);
                    return next.Value is { } handout ? TypedResults.Ok(Linked(handout)) : TypedResults.NoContent();
                }
            )
            .WithName("NextTask")
            .WithSummary("Get the task that the caller holds, or lease the next free task; 204 when none is available")
            .RequireAuthorization(AnnotationPolicies.Annotate)
            .Produces<TaskHandout>()
            .Produces(StatusCodes.Status204NoContent);
    }

    private static void MapSchemas(RouteGroupBuilder schemas)
    {
        schemas
            .MapGet("", async (LabelSchemas door, HttpContext http, string? cursor, int? size, CancellationToken ct) =>
                ApiResults.Answer(await door.ListAsync(http.Actor(), cursor, size, ct))
            )
            .WithName("ListLabelSchemas")
            .WithSummary("List label schemas with their versions, by name")
            .Produces<Page<SchemaSummary>>();
        schemas
            .MapPost("", async (NewSchema body, LabelSchemas door, HttpContext http, CancellationToken ct) =>
                ApiResults.Created(await door.AddAsync(http.Actor(), body.Name, body.Definition, ct), s =>
                    $"/api/v1/label-schemas/{s.Id}"
                )
            )
            .WithName("AddLabelSchema")
            .WithSummary("Create a label schema with its version 1")
            .RequireAuthorization(AnnotationPolicies.Manage)
            .Produces<SchemaSummary>(StatusCodes.Status201Created);
        schemas
            .MapGet("/{id:guid}", async (Guid id, LabelSchemas door, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await door.FindAsync(http.Actor(), id, ct))
            )
            .WithName("GetLabelSchema")
            .WithSummary("Get a label schema with its versions")
            .Produces<SchemaSummary>();
        schemas
            .MapPost(
                "/{id:guid}/versions",
                async (Guid id, NewVersion body, LabelSchemas door, HttpContext http, CancellationToken ct) =>
                    ApiResults.Created(await door.AddVersionAsync(http.Actor(), id, body.Definition, ct), _ =>
                        $"/api/v1/label-schemas/{id}"
                    )
            )
            .WithName("AddLabelSchemaVersion")
            .WithSummary("Add a version to a label schema; earlier versions never change")
            .RequireAuthorization(AnnotationPolicies.Manage)
            .Produces<SchemaVersionSummary>(StatusCodes.Status201Created);
    }

    private static void MapTasks(RouteGroupBuilder tasks)
    {
        var mine = tasks.MapGroup("").RequireAuthorization(AnnotationPolicies.Annotate);
        mine.MapPost(
                "/{id:guid}/heartbeat",
                async (Guid id, Lease body, TaskQueue queue, HttpContext http, CancellationToken ct) =>
                {
                    return ApiResults.Answer(
                        await queue.HeartbeatAsync(http.Actor(), id, body.LeaseToken, ct),
                        found => new LeaseEnd(found)
                    );
                }
            )
            .WithName("KeepTask")
            .WithSummary("Extend the lease of a task")
            .Produces<LeaseEnd>();
        mine.MapPost(
                "/{id:guid}/submit",
                async (Guid id, Submission body, TaskQueue queue, HttpContext http, CancellationToken ct) =>
                {
                    var next = await queue.SubmitAsync(http.Actor(), id, body.LeaseToken, body.Annotations, ct);
                    return ApiResults.Answer(next, handout => new Submitted(handout is null ? null : Linked(handout)));
                }
            )
            .WithName("SubmitTask")
            .WithSummary("Submit a task and lease the next one; safe to repeat with the same lease token")
            .Produces<Submitted>();
        mine.MapPost(
                "/{id:guid}/release",
                async (Guid id, Lease body, TaskQueue queue, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await queue.ReleaseAsync(http.Actor(), id, body.LeaseToken, ct))
            )
            .WithName("ReleaseTask")
            .WithSummary("Release a task; its saved labels stay with it");
        mine.MapPost(
                "/{id:guid}/skip",
                async (Guid id, Skip body, TaskQueue queue, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await queue.SkipAsync(http.Actor(), id, body.LeaseToken, body.Reason, ct))
            )
            .WithName("SkipTask")
            .WithSummary("Skip a task, with a reason");
        mine.MapPost("/held", async (Held body, TaskContents contents, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await contents.HeldAsync(http.Actor(), body.TaskIds, ct), found => new HeldAnswer(
                    found
                ))
            )
            .WithName("AskHeldTasks")
            .WithSummary(
                "Ask for 1 to 200 tasks whether a browser may keep drafts and contents of their samples, and of which parts"
            )
            .Produces<HeldAnswer>();
        mine.MapGet("/{id:guid}/parts/{name}/content", ContentAsync)
            .WithName("GetTaskPartContent")
            .WithSummary("Get the image or text of a part of a task that the caller holds")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream");
        mine.MapGet(
                "/{id:guid}/streams/{streamId:guid}/series",
                async (
                    Guid id,
                    Guid streamId,
                    long from,
                    long to,
                    int? points,
                    TaskContents contents,
                    HttpContext http,
                    CancellationToken ct
                ) =>
                    ApiResults.Answer(
                        await contents.SeriesAsync(http.Actor(), id, streamId, new(from, to, points ?? 1000), ct)
                    )
            )
            .WithName("GetTaskSeries")
            .WithSummary("Get a time range of a sensor stream of a task that the caller holds")
            .Produces<SeriesStretch>();
        tasks
            .MapPost("/{id:guid}/reopen", async (Guid id, TaskQueue queue, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await queue.ReopenAsync(http.Actor(), id, ct))
            )
            .WithName("ReopenTask")
            .WithSummary("Reopen a submitted or skipped task; its labels stay with it")
            .RequireAuthorization(AnnotationPolicies.Manage);
    }

    private static void MapAnnotations(RouteGroupBuilder annotations)
    {
        annotations
            .MapGet(
                "",
                async (
                    Guid? sampleId,
                    Guid? projectId,
                    Annotations annotations,
                    HttpContext http,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) => ApiResults.Answer(await annotations.ListAsync(http.Actor(), sampleId, projectId, cursor, size, ct))
            )
            .WithName("ListAnnotations")
            .WithSummary("List the annotations of a sample or a project; an annotator sees their own")
            .RequireAuthorization(AnnotationPolicies.Read)
            .Produces<Page<AnnotationRow>>();
        annotations
            .MapPut(
                "/{id:guid}",
                async (Guid id, Save body, Annotations annotations, HttpContext http, CancellationToken ct) =>
                    Kept(
                        id,
                        body.Revision,
                        await annotations.SaveAsync(
                            http.Actor(),
                            new(id, body.TaskId, body.LeaseToken, body.Revision, body.Body),
                            ct
                        )
                    )
            )
            .WithName("SaveAnnotation")
            .WithSummary("Save a revision of a W3C annotation; idempotent by id and revision")
            .WithMetadata(new RequestSizeLimitAttribute(MaxSaveBytes))
            .RequireAuthorization(AnnotationPolicies.Annotate)
            .Produces<KeptRevision>();
        annotations
            .MapDelete(
                "/{id:guid}",
                async (
                    Guid id,
                    Guid taskId,
                    Guid leaseToken,
                    int revision,
                    Annotations annotations,
                    HttpContext http,
                    CancellationToken ct
                ) =>
                    Kept(
                        id,
                        revision,
                        await annotations.DeleteAsync(http.Actor(), id, taskId, leaseToken, revision, ct)
                    )
            )
            .WithName("DeleteAnnotation")
            .WithSummary("Delete an annotation with a new revision; idempotent by id and revision")
            .RequireAuthorization(AnnotationPolicies.Annotate)
            .Produces<KeptRevision>();
    }

    private static async Task<IResult> ContentAsync(
        Guid id,
        string name,
        TaskContents contents,
        HttpContext http,
        CancellationToken ct
    )
    {
        var content = await contents.OpenAsync(http.Actor(), id, name, ct);
        if (!content.Ok)
            return ApiResults.Problem(content.Refusal);
        // No copy in the browser: a withdrawal could not reach it.
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Stream(
            content.Value.Bytes,
            content.Value.MediaType,
            enableRangeProcessing: true,
            entityTag: new($"\"{content.Value.Digest}\"")
        );
    }

    /// <summary>A revision conflict carries the stored revision as <c>currentRevision</c>.</summary>
    private static IResult Kept(Guid id, int revision, Result result)
    {
        if (result.Ok)
            return TypedResults.Ok(new KeptRevision(id, revision));
        var details = ApiResults.DetailsOf(result.Refusal);
        if (result.Refusal is RevisionConflict conflict)
            details.Extensions["currentRevision"] = conflict.CurrentRevision;
        return TypedResults.Problem(details);
    }

    /// <summary>Links to the task, because an annotator may read a sample only through a task.</summary>
    private static TaskHandout Linked(TaskHandout handout) =>
        handout with
        {
            Sample = handout.Sample.WithLinks(
                part => $"/api/v1/tasks/{handout.Task.Id}/parts/{Uri.EscapeDataString(part.Name)}/content",
                stream => $"/api/v1/tasks/{handout.Task.Id}/streams/{stream.Id}/series"
            ),
        };

    private sealed record Held(IReadOnlyList<Guid> TaskIds);

    private sealed record HeldAnswer(IReadOnlyList<HeldTask> Tasks);

    private sealed record Lease(Guid LeaseToken);

    private sealed record LeaseEnd(DateTimeOffset LeaseUntil);

    private sealed record Submission(Guid LeaseToken, IReadOnlyList<NamedRevision>? Annotations = null);

    private sealed record Submitted(TaskHandout? Next);

    private sealed record Skip(Guid LeaseToken, string Reason);

    private sealed record Save(Guid TaskId, Guid LeaseToken, int Revision, System.Text.Json.JsonElement Body);

    private sealed record KeptRevision(Guid Id, int Revision);

    private sealed record NewVersion(LabelDefinition Definition);
}
