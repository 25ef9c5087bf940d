using Governance.Annotation;
using Governance.Catalog;
using Governance.Platform;
using Governance.Web.Api;
using Microsoft.AspNetCore.Mvc;

namespace Governance.Web.Annotation;

internal static class AnnotationApi
{
    /// <summary>A body of 64 KB and what stands around it.</summary>
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
            .WithSummary("Annotation projects with their progress, newest first")
            .Produces<Page<ProjectSummary>>();
        projects
            .MapPost("", async (NewProject body, AnnotationProjects door, HttpContext http, CancellationToken ct) =>
                ApiResults.Created(await door.CreateAsync(http.Actor(), body, ct), p =>
                    $"/api/v1/annotation-projects/{p.Id}"
                )
            )
            .WithName("CreateAnnotationProject")
            .WithSummary("Make a project over a sealed version, under a new label schema or a version of one")
            .RequireAuthorization(AnnotationPolicies.Manage)
            .Produces<AnnotationProject>(StatusCodes.Status201Created);
        projects
            .MapGet("/{id:guid}", async (Guid id, AnnotationProjects door, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await door.FindAsync(http.Actor(), id, ct))
            )
            .WithName("GetAnnotationProject")
            .WithSummary("A project with its schema, guideline, progress and annotators")
            .Produces<ProjectDetail>();
        projects
            .MapPost(
                "/{id:guid}/close",
                async (Guid id, AnnotationProjects door, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await door.CloseAsync(http.Actor(), id, ct))
            )
            .WithName("CloseAnnotationProject")
            .WithSummary("Hand out no more tasks and keep no more labels")
            .RequireAuthorization(AnnotationPolicies.Manage);
        projects
            .MapPost(
                "/{id:guid}/open",
                async (Guid id, AnnotationProjects door, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await door.OpenAsync(http.Actor(), id, ct))
            )
            .WithName("OpenAnnotationProject")
            .WithSummary("Open a closed project again")
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
            .WithSummary("The task that the caller holds, or the next free one under a lease; 204 when nothing is left")
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
            .WithSummary("Label schemas with their versions, by name")
            .Produces<Page<SchemaSummary>>();
        schemas
            .MapPost("", async (NewSchema body, LabelSchemas door, HttpContext http, CancellationToken ct) =>
                ApiResults.Created(await door.AddAsync(http.Actor(), body.Name, body.Definition, ct), s =>
                    $"/api/v1/label-schemas/{s.Id}"
                )
            )
            .WithName("AddLabelSchema")
            .WithSummary("Make a label schema with its version 1")
            .RequireAuthorization(AnnotationPolicies.Manage)
            .Produces<SchemaSummary>(StatusCodes.Status201Created);
        schemas
            .MapGet("/{id:guid}", async (Guid id, LabelSchemas door, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await door.FindAsync(http.Actor(), id, ct))
            )
            .WithName("GetLabelSchema")
            .WithSummary("A label schema with its versions")
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
            .WithSummary("Add a version; those before it never change")
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
            .WithSummary("Push the end of the lease on")
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
            .WithSummary("End a task as labelled and take the next; sent again it answers the same way")
            .Produces<Submitted>();
        mine.MapPost(
                "/{id:guid}/release",
                async (Guid id, Lease body, TaskQueue queue, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await queue.ReleaseAsync(http.Actor(), id, body.LeaseToken, ct))
            )
            .WithName("ReleaseTask")
            .WithSummary("Give a task back, with what is labelled");
        mine.MapPost(
                "/{id:guid}/skip",
                async (Guid id, Skip body, TaskQueue queue, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await queue.SkipAsync(http.Actor(), id, body.LeaseToken, body.Reason, ct))
            )
            .WithName("SkipTask")
            .WithSummary("End a task unlabelled, with the reason");
        mine.MapGet("/{id:guid}/parts/{name}/content", ContentAsync)
            .WithName("GetTaskPartContent")
            .WithSummary("The image or text of a part of a task that the caller holds")
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
            .WithSummary("A stretch of a sensor stream of a task that the caller holds")
            .Produces<SeriesStretch>();
        tasks
            .MapPost("/{id:guid}/reopen", async (Guid id, TaskQueue queue, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await queue.ReopenAsync(http.Actor(), id, ct))
            )
            .WithName("ReopenTask")
            .WithSummary("Put an ended task back into the queue, with its labels")
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
            .WithSummary("Keep a revision of a W3C annotation; idempotent by id and revision")
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
            .WithSummary("Delete under a revision of its own; idempotent by id and revision")
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
        // The browser asks again each time, so that a withdrawal reaches a page that is open.
        http.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Stream(
            content.Value.Bytes,
            content.Value.MediaType,
            enableRangeProcessing: true,
            entityTag: new($"\"{content.Value.Digest}\"")
        );
    }

    /// <summary>A conflict of revisions says which one stands, as <c>currentRevision</c>.</summary>
    private static IResult Kept(Guid id, int revision, Result result)
    {
        if (result.Ok)
            return TypedResults.Ok(new KeptRevision(id, revision));
        var details = ApiResults.DetailsOf(result.Refusal);
        if (result.Refusal is RevisionConflict conflict)
            details.Extensions["currentRevision"] = conflict.CurrentRevision;
        return TypedResults.Problem(details);
    }

    /// <summary>An annotator reads the contents of a sample through the task, and no other way.</summary>
    private static TaskHandout Linked(TaskHandout handout) =>
        handout with
        {
            Sample = handout.Sample.WithLinks(
                part => $"/api/v1/tasks/{handout.Task.Id}/parts/{Uri.EscapeDataString(part.Name)}/content",
                stream => $"/api/v1/tasks/{handout.Task.Id}/streams/{stream.Id}/series"
            ),
        };

    private sealed record Lease(Guid LeaseToken);

    private sealed record LeaseEnd(DateTimeOffset LeaseUntil);

    private sealed record Submission(Guid LeaseToken, IReadOnlyList<NamedRevision>? Annotations = null);

    private sealed record Submitted(TaskHandout? Next);

    private sealed record Skip(Guid LeaseToken, string Reason);

    private sealed record Save(Guid TaskId, Guid LeaseToken, int Revision, System.Text.Json.JsonElement Body);

    private sealed record KeptRevision(Guid Id, int Revision);

    private sealed record NewVersion(LabelDefinition Definition);
}
