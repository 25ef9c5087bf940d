using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Governance.EndToEnd.Doors;

/// <summary>
/// What the valid requests need: people with tokens, and the things of the sample workspace, found once.
/// </summary>
internal sealed class DoorWorld : IAsyncDisposable
{
    public static readonly string[] People = ["admin", "steward", "compliance", "annotator", "ethics", "auditor"];

    private static readonly string[] Members = ["ethics", "auditor", "admin"];

    private readonly Dictionary<string, Api> _people = [];
    private readonly Dictionary<string, Task<string>> _kept = [];
    private int _names;

    private DoorWorld(Portal portal) => Portal = portal;

    public Portal Portal { get; }

    /// <summary>The clients of a walk, by person.</summary>
    public Dictionary<string, HttpClient> Clients { get; } = [];

    public Api As(string person) => _people[person];

    public Api Steward => As("steward");
    public Api Compliance => As("compliance");

    public static async Task<DoorWorld> StartAsync(CancellationToken ct)
    {
        var portal = await Portal.StartAsync(ct);
        var world = new DoorWorld(portal);
        foreach (var person in People)
        {
            var token = (await portal.CommandAsync($"token --user {person}@sample.local", ct)).Trim();
            var http = new HttpClient { BaseAddress = portal.Address, Timeout = TimeSpan.FromMinutes(2) };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            world.Clients[person] = http;
            world._people[person] = Api.With(portal, token);
        }
        await SampleWorkspace.ReadyAsync(world.Steward, ct);
        return world;
    }

    /// <summary>A name that is not used yet.</summary>
    public string Name(string of = "door") => $"{of}-{Interlocked.Increment(ref _names)}";

    /// <summary>Created at the first call.</summary>
    public Task<string> OnceAsync(string what, Func<Task<string>> make) =>
        _kept.TryGetValue(what, out var made) ? made : _kept[what] = make();

    public Task<string> DatasetAsync(CancellationToken ct) =>
        OnceAsync("dataset", async () =>
            Text((await Steward.AllAsync("datasets", ct)).First(d => d["synthetic"]!.GetValue<bool>()), "id")
        );

    public Task<string> SampleAsync(CancellationToken ct) => OnceAsync("sample", async () =>
        {
            var samples = $"datasets/{await DatasetAsync(ct)}/samples";
            var page = await Steward.GetAsync($"{samples}?complete=true&purpose=research&size=1", ct);
            return Text(page["items"]![0]!, "id");
        });

    public Task<string> StreamAsync(CancellationToken ct) => OnceAsync("stream", async () =>
        {
            var sample = await Steward.GetAsync($"samples/{await SampleAsync(ct)}", ct);
            return Text(sample["parts"]!.AsArray().First(p => Text(p!, "name") == "vibration")!["stream"]!, "id");
        });

    public Task<string> VersionAsync(string name, CancellationToken ct) => OnceAsync($"version {name}", async () =>
        {
            var versions = await Steward.AllAsync($"datasets/{await DatasetAsync(ct)}/versions?state=sealed", ct);
            return Text(versions.First(v => Text(v, "name") == name), "id");
        });

    public static JsonNode Recipe() =>
        JsonNode.Parse(
            """
            { "query": { "purpose": "research", "strata": { "lighting": ["day"] }, "modalities": ["text"],
                         "complete": true, "search": "pump" },
              "strataBy": ["fault"], "scheme": "proportional", "size": 20, "seed": 3 }
            """
        )!;

    public Task<string> DraftAsync(CancellationToken ct) => NewVersionAsync(Recipe(), ct);

    private async Task<string> NewVersionAsync(object recipe, CancellationToken ct)
    {
        var versions = $"datasets/{await DatasetAsync(ct)}/versions";
        return Text(await Steward.PostAsync(versions, new { name = Name(), recipe }, ct), "id");
    }

    public Task<string> PurposeAsync(CancellationToken ct) => OnceAsync("purpose", async () =>
        {
            var purposes = await Steward.GetAsync("purposes", ct);
            return Text(purposes["items"]!.AsArray().First(p => Text(p!, "code") == "research")!, "id");
        });

    public async Task<string> SubjectAsync(CancellationToken ct) =>
        Text(await Compliance.PostAsync("subjects", new { pseudonym = Name(), kind = "person" }, ct), "id");

    public async Task<string> UserAsync(CancellationToken ct) =>
        Text(await As("admin").PostAsync("users", NewUser(), ct), "id");

    public JsonNode NewUser() =>
        new JsonObject
        {
            ["email"] = $"{Name()}@example.org",
            ["displayName"] = "Somebody",
            ["password"] = "unlikely-Brass-Otter-7",
            ["roles"] = new JsonArray("auditor"),
        };

    /// <summary>A subject with a withdrawal for every purpose.</summary>
    public async Task<JsonNode> WithdrawnAsync(CancellationToken ct)
    {
        var subjectId = await SubjectAsync(ct);
        var answer = await Compliance.PostAsync("withdrawals", new { subjectId, allPurposes = true }, ct);
        var begun = answer["withdrawal"]!;
        await Steward.RunAsync(Text(begun, "runId"), TimeSpan.FromMinutes(2), ct);
        return begun;
    }

    public static JsonNode Definition() =>
        JsonNode.Parse(
            """
            { "fields": [ { "id": "kind", "kind": "choice", "label": "Kind",
                            "options": [ { "id": "a", "label": "A" }, { "id": "b", "label": "B" } ],
                            "multiple": false, "required": false } ] }
            """
        )!;

    public Task<string> ProjectAsync(CancellationToken ct) => OnceAsync("project", async () => Text(
                await Steward.PostAsync(
                    "annotation-projects",
                    new
                    {
                        name = Name(),
                        versionId = await VersionAsync("All that research may use", ct),
                        schema = new { name = Name(), definition = Definition() },
                    },
                    ct
                ),
                "id"
            ));

    /// <summary>The task that the annotator has leased in the project, or the next one.</summary>
    public async Task<JsonNode> TaskAsync(CancellationToken ct) => (await HandoutAsync(ct))["task"]!;

    /// <summary>The same with its sample. When all tasks of the project have ended, another project is created.</summary>
    public async Task<JsonNode> HandoutAsync(CancellationToken ct)
    {
        while (true)
        {
            var tasks = $"annotation-projects/{await ProjectAsync(ct)}/tasks";
            var handout = await As("annotator").PostAsync($"{tasks}/next", new { }, ct);
            if (handout["task"] is not null)
                return handout;
            _kept.Remove("project");
        }
    }

    public async Task<string> EndedTaskAsync(CancellationToken ct)
    {
        var task = await TaskAsync(ct);
        var (id, leaseToken) = (Text(task, "id"), Text(task, "leaseToken"));
        await As("annotator").PostAsync($"tasks/{id}/skip", new { leaseToken, reason = "Nothing to see" }, ct);
        return id;
    }

    public async Task<JsonNode> TrainingAsync(CancellationToken ct) =>
        new JsonObject
        {
            ["datasetVersionId"] = await TeachingAsync(ct),
            ["purpose"] = "research",
            ["label"] = new JsonObject { ["origin"] = "stratum", ["field"] = "fault" },
            ["encoderIds"] = new JsonArray([.. (await EncodersAsync(ct)).Select(e => (JsonNode)Text(e, "id"))]),
            ["kinds"] = new JsonArray("early"),
            ["seed"] = 1,
            ["options"] = new JsonObject { ["hidden"] = 32, ["epochs"] = 2 },
            ["title"] = "Doors",
            ["intendedUse"] = "To be tried.",
        };

    /// <summary>A sealed, embedded version of samples with consent for research, so that models of it have no withdrawn share.</summary>
    private Task<string> TeachingAsync(CancellationToken ct) => OnceAsync("teaching", async () =>
        {
            var version = await NewVersionAsync(
                new
                {
                    query = new { purpose = "research" },
                    strataBy = new[] { "fault" },
                    scheme = "proportional",
                    size = 1000,
                    seed = 5,
                },
                ct
            );
            var seal = await Steward.PostAsync($"versions/{version}/seal", new { }, ct);
            await Steward.RunAsync(Text(seal, "id"), TimeSpan.FromMinutes(1), ct);
            var encoderIds = (await EncodersAsync(ct)).Select(e => Text(e, "id"));
            var embedding = new
            {
                versionId = version,
                purpose = "research",
                encoderIds,
            };
            foreach (var set in (await Steward.PostAsync("embedding-runs", embedding, ct))["items"]!.AsArray())
                await Steward.RunAsync(Text(set!["run"]!, "id"), TimeSpan.FromMinutes(2), ct);
            return version;
        });

    public async Task<IReadOnlyList<JsonNode>> EncodersAsync(CancellationToken ct) =>
        [.. (await Steward.AllAsync("encoders", ct)).Where(e => e["builtIn"]!.GetValue<bool>())];

    /// <summary>
    /// A model of two audited, reviewed versions, both of which its alias “champion” has pointed to.
    /// </summary>
    public Task<string> ModelAsync(CancellationToken ct) => OnceAsync("model", async () =>
        {
            var training = await TrainingAsync(ct);
            training["kinds"] = new JsonArray("early", "late");
            training["options"] = new JsonObject { ["hidden"] = 64, ["epochs"] = 6 };
            var started = (await Steward.PostAsync("models/doors/versions", training, ct))["items"]!.AsArray();
            using var chain = await GovernedByScript.AsAsync(Portal, ct);
            foreach (var one in started.OrderBy(s => s!["number"]!.GetValue<int>()))
            {
                await Steward.RunAsync(Text(one!["run"]!, "id"), TimeSpan.FromMinutes(3), ct);
                await chain.AuditedAsync("doors", "champion", Text(one!, "versionId"), ct);
                await chain.ReviewedAsync(Text(one!, "versionId"), "champion", ct);
                await chain.PromotedAsync("doors", "champion", one!["number"]!.GetValue<int>(), ct);
            }
            return "doors";
        });

    /// <summary>The version of the model that “champion” does not point to.</summary>
    public async Task<int> OtherNumberAsync(CancellationToken ct)
    {
        var champion = await Steward.GetAsync($"models/{await ModelAsync(ct)}/aliases/champion", ct);
        return 3 - champion["version"]!["number"]!.GetValue<int>();
    }

    public Task<string> ModelVersionAsync(CancellationToken ct) => OnceAsync("model version", async () =>
        {
            var versions = await Steward.AllAsync($"models/{await ModelAsync(ct)}/versions", ct);
            return Text(versions.First(v => v["number"]!.GetValue<int>() == 1), "id");
        });

    /// <summary>
    /// A proposal for the version that “champion” does not point to; those before it are withdrawn.
    /// </summary>
    public async Task<string> ProposalAsync(CancellationToken ct)
    {
        var model = await ModelAsync(ct);
        var promotions = (await Steward.GetAsync($"models/{model}/promotions", ct))["items"]!.AsArray();
        foreach (var open in promotions.Where(p => Text(p!, "alias") == "champion"))
            await Steward.DeleteAsync($"promotions/{Text(open!, "id")}", ct);
        var proposal = new { number = await OtherNumberAsync(ct), reason = "In turn" };
        return Text(await Steward.PostAsync($"models/{model}/aliases/champion/promotions", proposal, ct), "id");
    }

    public async Task<JsonNode> NewReviewAsync(CancellationToken ct)
    {
        var version = await ModelVersionAsync(ct);
        return JsonNode.Parse(
            $$"""
            { "modelVersionId": "{{version}}", "alias": "{{Name("alias")}}", "title": "At the door",
              "laySummary": "It guesses, and a person decides.",
              "risks": [ { "what": "A sample is judged wrongly.", "level": "medium",
                           "measures": ["A specialist looks."] } ] }
            """
        )!;
    }

    public async Task<string> DraftedReviewAsync(JsonNode review, CancellationToken ct) =>
        ReviewId(await Compliance.PostAsync("reviews?draft=true", review, ct));

    public async Task<string> ReviewAsync(CancellationToken ct) =>
        ReviewId(await Compliance.PostAsync("reviews", await NewReviewAsync(ct), ct));

    /// <summary>A review with its board present and one condition, which a person checks.</summary>
    public async Task<(string Id, string Condition)> MeetingAsync(CancellationToken ct)
    {
        var id = await ReviewAsync(ct);
        foreach (var member in Members)
            await As(member).PutAsync($"reviews/{id}/presence", new { present = true }, ct);
        var condition = await As("ethics")
            .PostAsync($"reviews/{id}/conditions", new { kind = "byPerson", words = "A specialist is named." }, ct);
        return (id, Text(condition, "id"));
    }

    public async Task<(string Id, string Condition)> VotingAsync(bool voted, CancellationToken ct)
    {
        var (id, condition) = await MeetingAsync(ct);
        await As("ethics").PostAsync($"reviews/{id}/open", new { }, ct);
        if (voted)
            foreach (var member in Members)
                await As(member).PostAsync($"reviews/{id}/votes", new { choice = "for" }, ct);
        return (id, condition);
    }

    public async Task<(string Id, string Condition)> DecidedAsync(CancellationToken ct)
    {
        var (id, condition) = await VotingAsync(voted: true, ct);
        await As("ethics").PostAsync($"reviews/{id}/close", new { }, ct);
        return (id, condition);
    }

    public Task<string> MonitorAsync(CancellationToken ct) =>
        OnceAsync("monitor", async () =>
            Text((await Steward.AllAsync("monitors", ct)).First(m => m["trials"] is not null), "id")
        );

    /// <summary>An open alert: the batch in lamplight differs from the reference in daylight.</summary>
    public async Task<string> AlertAsync(CancellationToken ct)
    {
        var alerts = (await Steward.GetAsync("alerts?open=true", ct))["items"]!.AsArray();
        if (alerts.FirstOrDefault() is { } open)
            return Text(open, "id");
        var check = await Steward.PostAsync(
            $"monitors/{await MonitorAsync(ct)}/checks",
            new { versionId = await VersionAsync("By lamplight", ct) },
            ct
        );
        await Steward.RunAsync(Text(check, "runId"), TimeSpan.FromMinutes(1), ct);
        return Text((await Steward.GetAsync("alerts?open=true", ct))["items"]![0]!, "id");
    }

    public async Task<byte[]> PhotoAsync(CancellationToken ct) =>
        await Clients["steward"].GetByteArrayAsync($"/api/v1/samples/{await SampleAsync(ct)}/parts/photo/content", ct);

    /// <summary>The ONNX file of an encoder, from the blob folder.</summary>
    public Task<byte[]> OnnxAsync(JsonNode encoder, CancellationToken ct)
    {
        var digest = Text(encoder, "onnxDigest");
        var blobs = Path.Combine(Portal.Folder, "blobs");
        var file = Directory.EnumerateFiles(blobs, digest, SearchOption.AllDirectories).Single();
        return File.ReadAllBytesAsync(file, ct);
    }

    /// <summary>Creates a folder that can be imported, and returns its name below the root.</summary>
    public async Task<string> FolderAsync(CancellationToken ct)
    {
        var name = Name("plant");
        var folder = Directory.CreateDirectory(Path.Combine(Portal.Folder, "imports", name, "worker-1")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "rounds.csv"),
            "at,file,note,shift\n2025-05-01 06:00:00,0.jpg,Nothing unusual,early\n",
            ct
        );
        await File.WriteAllBytesAsync(Path.Combine(folder, "0.jpg"), await PhotoAsync(ct), ct);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "vibration.csv"),
            "at,v\n2025-05-01 06:00:00,1.5\n2025-05-01 06:00:01,1.6\n",
            ct
        );
        return name;
    }

    /// <summary>Cancels the run that an answer names.</summary>
    public async Task CancelAsync(JsonNode answer, CancellationToken ct)
    {
        var items = (answer as JsonObject)?["items"] as JsonArray ?? [];
        foreach (var begun in new[] { answer, answer["withdrawal"] }.Concat(items))
            if (begun is JsonObject it && RunOf(it) is { } run)
                using (await Clients["admin"].PostAsync($"/api/v1/runs/{run}/cancel", null, ct)) { }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in Clients.Values)
            client.Dispose();
        foreach (var person in _people.Values)
            person.Dispose();
        await Portal.DisposeAsync();
    }

    private static string? RunOf(JsonObject begun) =>
        (string?)(begun["runId"] as JsonValue)
        ?? (string?)(begun["calibrationRunId"] as JsonValue)
        ?? (string?)begun["run"]?["id"];

    internal static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();

    private static string ReviewId(JsonNode review) => Text(review["row"] ?? review, "id");
}
