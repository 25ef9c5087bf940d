using System.Text.Json.Nodes;
using Governance.Testing.Doors;

namespace Governance.EndToEnd.Doors;

internal sealed partial class Examples
{
    private void OfAnnotation()
    {
        Add("GET /annotation-projects", "steward", Page);
        Add("POST /annotation-projects", async ct => Request(
                "steward",
                [],
                new
                {
                    name = _world.Name(),
                    versionId = await _world.VersionAsync("By daylight", ct),
                    schema = new { name = _world.Name(), definition = DoorWorld.Definition() },
                    guideline = "Look twice.",
                }
            ));
        Add("POST /annotation-projects", async ct => Request("steward", [], await NewProjectAsync(ct)));
        Add("GET /annotation-projects/{id}", "steward", route: Id(_world.ProjectAsync));
        Add("POST /annotation-projects/{id}/close", "steward", route: Id(OwnProjectAsync));
        Add(
            "POST /annotation-projects/{id}/open",
            "steward",
            route: Id(async ct =>
            {
                var project = await OwnProjectAsync(ct);
                await _world.Steward.PostAsync($"annotation-projects/{project}/close", new { }, ct);
                return project;
            })
        );
        Add(
            "GET /annotation-projects/{id}/tasks",
            "steward",
            [("state", "open"), ("size", "5")],
            Id(_world.ProjectAsync)
        );
        Add("POST /annotation-projects/{id}/tasks/next", "annotator", route: Id(_world.ProjectAsync));
        Add("GET /label-schemas", "steward", Page);
        Add("POST /label-schemas", () => Request("steward", [], NewSchema()));
        Add("GET /label-schemas/{id}", "steward", route: Id(SchemaAsync));
        Add("POST /label-schemas/{id}/versions", async ct =>
            Request("steward", [("id", await SchemaAsync(ct))], new { definition = Definition(_world.Name("field")) })
        );
        Add("POST /tasks/held", async ct =>
            Request("annotator", [], new { taskIds = new[] { Text(await _world.TaskAsync(ct), "id") } })
        );
        Add("POST /tasks/{id}/heartbeat", async ct => OfTask(await _world.TaskAsync(ct), new JsonObject()));
        Add("POST /tasks/{id}/submit", async ct =>
            OfTask(await _world.TaskAsync(ct), new JsonObject { ["annotations"] = new JsonArray() })
        );
        Add("POST /tasks/{id}/submit", async ct =>
        {
            var (task, annotation) = await LabelledAsync(ct);
            var submitted = new JsonObject { ["id"] = annotation, ["revision"] = 1 };
            return OfTask(task, new JsonObject { ["annotations"] = new JsonArray(submitted) });
        });
        Add("POST /tasks/{id}/release", async ct => OfTask(await _world.TaskAsync(ct), new JsonObject()));
        Add("POST /tasks/{id}/skip", async ct =>
            OfTask(await _world.TaskAsync(ct), new JsonObject { ["reason"] = "Nothing to see" })
        );
        Add("POST /tasks/{id}/reopen", "steward", route: Id(_world.EndedTaskAsync));
        Add("GET /tasks/{id}/parts/{name}/content", "annotator", route: async ct =>
            [("id", Text(await _world.TaskAsync(ct), "id")), ("name", "note")]
        );
        Add("GET /tasks/{id}/streams/{streamId}/series", "annotator", Series, TaskStreamAsync);
        Add("GET /annotations", "steward", Page);
        Add("PUT /annotations/{id}", async ct => Saving(await _world.TaskAsync(ct), Guid.NewGuid(), 1));
        Add("DELETE /annotations/{id}", async ct =>
        {
            var (task, annotation) = await LabelledAsync(ct);
            return Request(
                "annotator",
                [("id", annotation)],
                query: [("taskId", Text(task, "id")), ("leaseToken", Text(task, "leaseToken")), ("revision", "2")]
            );
        });
    }

    private async Task<object> NewProjectAsync(CancellationToken ct) =>
        new
        {
            name = _world.Name(),
            versionId = await _world.VersionAsync("By daylight", ct),
            schemaVersionId = await SchemaVersionAsync(ct),
        };

    private async Task<string> OwnProjectAsync(CancellationToken ct) =>
        Text(await _world.Steward.PostAsync("annotation-projects", await NewProjectAsync(ct), ct), "id");

    private object NewSchema() => new { name = _world.Name(), definition = DoorWorld.Definition() };

    private Task<string> SchemaAsync(CancellationToken ct) =>
        _world.OnceAsync("schema", async () =>
            Text(await _world.Steward.PostAsync("label-schemas", NewSchema(), ct), "id")
        );

    private async Task<string> SchemaVersionAsync(CancellationToken ct) =>
        Text((await _world.Steward.GetAsync($"label-schemas/{await SchemaAsync(ct)}", ct))["versions"]![0]!, "id");

    /// <summary>Every kind of field.</summary>
    private static JsonObject Definition(string id) =>
        new JsonObject
        {
            ["fields"] = new JsonArray(
                JsonNode.Parse(
                    $$"""
                    { "id": "{{id}}", "kind": "choice", "label": "Kind", "options": [ { "id": "a", "label": "A" } ],
                      "multiple": true, "required": true }
                    """
                ),
                JsonNode.Parse("""{ "id": "where", "kind": "box", "label": "Where", "part": "photo" }""")
            ),
        };

    private static DoorRequest OfTask(JsonNode task, JsonObject body)
    {
        body["leaseToken"] = Text(task, "leaseToken");
        return Request("annotator", [("id", Text(task, "id"))], body);
    }

    private static DoorRequest Saving(JsonNode task, Guid id, int revision) =>
        Request(
            "annotator",
            [("id", $"{id}")],
            new
            {
                taskId = Text(task, "id"),
                leaseToken = Text(task, "leaseToken"),
                revision,
                body = MainJobByScriptTests.Choice(id, Text(task, "sampleId"), "kind", "a"),
            }
        );

    private async Task<(JsonNode Task, string Annotation)> LabelledAsync(CancellationToken ct)
    {
        // The labels of other requests in the leased task are lost with it.
        await _world.EndedTaskAsync(ct);
        var (task, id) = (await _world.TaskAsync(ct), Guid.NewGuid());
        await _world.As("annotator").PutAsync($"annotations/{id}", Saving(task, id, 1).Json!, ct);
        return (task, $"{id}");
    }

    private async Task<(string, string)[]> TaskStreamAsync(CancellationToken ct)
    {
        var handout = await _world.HandoutAsync(ct);
        var stream = handout["sample"]!["parts"]!.AsArray().Select(p => p!["stream"]).First(s => s is not null)!;
        return [("id", Text(handout["task"]!, "id")), ("streamId", Text(stream, "id"))];
    }
}
