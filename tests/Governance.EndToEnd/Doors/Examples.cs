using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Governance.Testing.Doors;

namespace Governance.EndToEnd.Doors;

/// <summary>A valid request for each operation of the API.</summary>
internal sealed partial class Examples
{
    /// <summary>The values of the names in braces.</summary>
    private delegate Task<(string Name, string Value)[]> Route(CancellationToken ct);

    private readonly DoorWorld _world;
    private readonly Dictionary<string, List<Example>> _byOperation = [];

    public Examples(DoorWorld world)
    {
        _world = world;
        OfAccess();
        OfRuns();
        OfConsent();
        OfCatalog();
        OfRecalls();
        OfAnnotation();
        OfEncoders();
        OfModels();
        OfAuditsAndMonitors();
        OfEthics();
    }

    public IReadOnlyList<Example> Of(Operation operation) => _byOperation.GetValueOrDefault(operation.Name) ?? [];

    public IEnumerable<string> Names => _byOperation.Keys;

    private void Add(string operation, Example example)
    {
        var (verb, path) = (operation.Split(' ')[0], operation.Split(' ')[1]);
        var name = $"{verb} /api/v1{path}";
        if (!_byOperation.TryGetValue(name, out var there))
            _byOperation[name] = there = [];
        there.Add(example);
    }

    private void Add(string operation, Func<DoorRequest> example) => Add(operation, _ => Task.FromResult(example()));

    /// <summary>An operation without a body.</summary>
    private void Add(string operation, string by, (string, string)[]? query = null, Route? route = null) =>
        Add(operation, async ct => Request(by, route is null ? [] : await route(ct), query: query));

    private static DoorRequest Request(
        string by,
        (string Name, string Value)[] route,
        object? json = null,
        (string, string)[]? query = null
    ) =>
        new()
        {
            By = by,
            Route = route.ToDictionary(r => r.Name, r => r.Value),
            Query = query ?? [],
            Json = json as JsonNode ?? (json is null ? null : JsonSerializer.SerializeToNode(json)),
        };

    private static Route Id(Func<CancellationToken, Task<string>> id) => async ct => [("id", await id(ct))];

    private static string Text(JsonNode node, string member) => DoorWorld.Text(node, member);

    private static readonly (string, string)[] Page = [("size", "5")];

    private static readonly (string, string)[] Series =
    [
        ("from", "1700000000000000000"),
        ("to", "1800000000000000000"),
        ("points", "50"),
    ];

    private void OfAccess()
    {
        Add("GET /me", "auditor");
        Add("GET /users", "admin", Page);
        Add("POST /users", () => Request("admin", [], _world.NewUser()));
        Add("GET /users/{id}", "admin", route: Id(_world.UserAsync));
        Add("PUT /users/{id}/roles", async ct =>
            Request("admin", [("id", await _world.UserAsync(ct))], new { roles = new[] { "steward", "auditor" } })
        );
        Add("POST /users/{id}/lock", "admin", route: Id(_world.UserAsync));
        Add(
            "POST /users/{id}/unlock",
            "admin",
            route: Id(async ct =>
            {
                var user = await _world.UserAsync(ct);
                await _world.As("admin").PostAsync($"users/{user}/lock", new { }, ct);
                return user;
            })
        );
        Add("PUT /users/{id}/password", async ct =>
            Request("admin", [("id", await _world.UserAsync(ct))], new { password = "unlikely-Copper-Heron-9" })
        );
        Add("GET /users/{id}/tokens", "admin", Page, Id(_world.UserAsync));
        Add("DELETE /users/{id}/tokens/{tokenId}", "admin", route: async ct =>
            [
                ("id", Text(await _world.As("admin").GetAsync("me", ct), "id")),
                ("tokenId", await TokenAsync("admin", ct)),
            ]
        );
        Add("GET /tokens", "steward", Page);
        Add("POST /tokens", () => Request("steward", [], NewToken()));
        Add("DELETE /tokens/{id}", "steward", route: Id(ct => TokenAsync("steward", ct)));
    }

    private object NewToken() =>
        new
        {
            name = _world.Name(),
            scopes = new[] { "*" },
            expiresAt = DateTimeOffset.UtcNow.AddDays(2),
        };

    private async Task<string> TokenAsync(string person, CancellationToken ct) =>
        Text((await _world.As(person).PostAsync("tokens", NewToken(), ct))["token"]!, "id");

    private void OfRuns()
    {
        Add("GET /ledger", "admin", Page);
        Add("GET /runs", "steward", Page);
        Add("GET /runs/{id}", "steward", route: Id(EndedRunAsync));
        Add("GET /runs/{id}/refusals", "steward", Page, Id(EndedRunAsync));
        Add(
            "POST /runs/{id}/cancel",
            "steward",
            route: Id(async ct =>
            {
                var versions = $"models/{_world.Name("model")}/versions";
                var started = await _world.Steward.PostAsync(versions, await _world.TrainingAsync(ct), ct);
                return Text(started["items"]![0]!["run"]!, "id");
            })
        );
    }

    private async Task<string> EndedRunAsync(CancellationToken ct) =>
        Text((await _world.Steward.AllAsync("runs", ct)).First(r => Text(r, "state") == "succeeded"), "id");

    private void OfConsent()
    {
        Add("GET /subjects", "compliance", [("search", "inspector"), ("at", "2026-01-01T00:00:00Z"), ("size", "5")]);
        Add("POST /subjects", () => Request(
                "compliance",
                [],
                new
                {
                    pseudonym = _world.Name(),
                    kind = "person",
                    note = "From the door",
                }
            ));
        Add("GET /subjects/{id}", "compliance", route: Id(_world.SubjectAsync));
        Add("GET /subjects/{id}/models", "compliance", route: Id(_world.SubjectAsync));
        // The subject was not erased, so it cannot come back.
        Add("POST /subjects/{id}/readmission", async ct => Request(
                "compliance",
                [("id", await _world.SubjectAsync(ct))],
                new
                {
                    reason = "Came back in person",
                    purposeId = await _world.PurposeAsync(ct),
                    state = "given",
                    modalities = new[] { "text" },
                    effectiveAt = "2026-01-10T09:00:00Z",
                    notice = "Sheet 2",
                    language = "en",
                    method = "writtenForm",
                    validUntil = "2028-01-10T09:00:00Z",
                }
            ) with { Expected = 409 });
        Add("GET /purposes", "compliance");
        Add("POST /purposes", () => Request(
                "compliance",
                [],
                new
                {
                    code = _world.Name(),
                    title = "Doors",
                    description = "To be tried.",
                }
            ));
        Add("GET /consents", "compliance", Page);
        Add("POST /consents", async ct => Request(
                "compliance",
                [],
                new
                {
                    subjectId = await _world.SubjectAsync(ct),
                    purposeId = await _world.PurposeAsync(ct),
                    state = "given",
                    modalities = new[] { "text", "image" },
                    effectiveAt = "2026-01-10T09:00:00Z",
                    notice = "Sheet 1",
                    language = "en",
                    method = "electronic",
                    validUntil = "2028-01-10T09:00:00Z",
                }
            ));
        Add("POST /consents/csv", () =>
            Request("compliance", [], query: [("dryRun", "true")]) with
            {
                Raw = (
                    Encoding.UTF8.GetBytes(
                        "subject,purpose,state,modalities,effective_at,notice,language\n"
                            + $"{_world.Name()},research,given,all,2025-01-10,Sheet 1,en\n"
                    ),
                    "text/csv"
                ),
            }
        );
        Add("GET /withdrawals", "compliance", Page);
        Add("POST /withdrawals", async ct => Request("compliance", [], Withdrawal(await _world.SubjectAsync(ct))));
        Add("POST /withdrawals", async ct =>
            Request(
                "compliance",
                [],
                new { subjectId = await _world.SubjectAsync(ct), purposeIds = new[] { await _world.PurposeAsync(ct) } }
            )
        );
        Add("POST /withdrawals", async ct => Request(
                "compliance",
                [],
                new
                {
                    subjectId = await _world.SubjectAsync(ct),
                    purposeIds = new[] { await _world.PurposeAsync(ct) },
                    modalities = new[] { "image" },
                }
            ) with {
                // The new subject has given no consent that could be narrowed.
                Expected = 409 });
        Add("POST /withdrawals/dry-run", async ct =>
            Request("compliance", [], Withdrawal(await _world.SubjectAsync(ct)))
        );
        Add("GET /withdrawals/{id}", "compliance", route: Id(EndedWithdrawalAsync));
        Add("GET /withdrawals/{id}/models", "compliance", route: Id(EndedWithdrawalAsync));
        // It has succeeded, so it cannot be continued.
        Add("POST /withdrawals/{id}/resume", async ct =>
            Request("compliance", [("id", await EndedWithdrawalAsync(ct))]) with
            {
                Expected = 409,
            }
        );
    }

    private static object Withdrawal(string subject) =>
        new
        {
            subjectId = subject,
            allPurposes = true,
            reason = "Moved away",
            method = "writtenForm",
        };

    private Task<string> EndedWithdrawalAsync(CancellationToken ct) =>
        _world.OnceAsync("withdrawal", async () => Text(await _world.WithdrawnAsync(ct), "id"));

    private void OfCatalog()
    {
        Add("GET /datasets", "steward", Page);
        Add("POST /datasets", () => Request("steward", [], new { name = _world.Name(), description = "To be tried." }));
        Add("GET /datasets/{id}", "steward", route: Id(_world.DatasetAsync));
        Add("PUT /datasets/{id}/storage", async ct =>
            Request("steward", [("id", await NewDatasetAsync(ct))], new { needsConsent = false, anyPurpose = true })
        );
        Add("PUT /datasets/{id}/storage", async ct =>
            Request(
                "steward",
                [("id", await NewDatasetAsync(ct))],
                new { needsConsent = false, purposeIds = new[] { await _world.PurposeAsync(ct) } }
            )
        );
        Add(
            "GET /datasets/{id}/samples",
            "steward",
            [
                ("purpose", "research"),
                ("modality", "text"),
                ("strata", "lighting:day"),
                ("complete", "true"),
                ("search", "pump"),
                ("size", "5"),
            ],
            Id(_world.DatasetAsync)
        );
        Add("GET /datasets/{id}/versions", "steward", [("state", "sealed"), ("size", "5")], Id(_world.DatasetAsync));
        Add("POST /datasets/{id}/versions", async ct =>
            Request(
                "steward",
                [("id", await _world.DatasetAsync(ct))],
                new { name = _world.Name(), recipe = DoorWorld.Recipe() }
            )
        );
        Add("POST /datasets/{id}/draws", async ct =>
            Request("steward", [("id", await _world.DatasetAsync(ct))], DoorWorld.Recipe())
        );
        Add("POST /datasets/{id}/draws", async ct =>
        {
            var recipe = DoorWorld.Recipe();
            (recipe["scheme"], recipe["quotas"]) = ("quota", new JsonObject { ["fault=none"] = 3 });
            return Request("steward", [("id", await _world.DatasetAsync(ct))], recipe);
        });
        Add("GET /samples/{id}", "steward", route: Id(_world.SampleAsync));
        Add("GET /samples/{id}/parts/{part}/content", "steward", [("variant", "thumb")], async ct =>
            [("id", await _world.SampleAsync(ct)), ("part", "photo")]
        );
        Add("GET /samples/{id}/provenance", "steward", route: Id(_world.SampleAsync));
        Add("GET /samples/{id}/models", "steward", route: Id(_world.SampleAsync));
        Add("GET /samples/{id}/similar", "steward", [("modality", "image"), ("count", "3")], Id(_world.SampleAsync));
        Add("GET /streams/{id}/series", "steward", Series, Id(_world.StreamAsync));
        Add("GET /versions/{id}", "steward", route: Id(_world.DraftAsync));
        Add("POST /versions/{id}/seal", "steward", route: Id(_world.DraftAsync));
        Add("GET /versions/{id}/exports", "steward", Page, Id(ct => _world.VersionAsync("By daylight", ct)));
        Add("POST /versions/{id}/exports", async ct =>
            Request("steward", [("id", await _world.VersionAsync("By daylight", ct))], NewExport())
        );
        Add("GET /versions/{id}/exports/{exportId}/content", "steward", route: async ct =>
        {
            var version = await _world.VersionAsync("By daylight", ct);
            var export = await _world.Steward.PostAsync($"versions/{version}/exports", NewExport(), ct);
            return [("id", version), ("exportId", Text(export, "id"))];
        });
        Add(
            "GET /versions/{id}/embedding-outlook",
            "steward",
            [("purpose", "research")],
            Id(ct => _world.VersionAsync("By daylight", ct))
        );
        Add("GET /schemas/import-map.json", "steward");
        Add("GET /datasets/{id}/imports", "steward", Page, Id(_world.DatasetAsync));
        Add("POST /datasets/{id}/imports", async ct =>
            Request(
                "steward",
                [("id", await NewDatasetAsync(ct))],
                new { map = JsonNode.Parse(OtherPlant.Map), folder = await _world.FolderAsync(ct) }
            )
        );
        Add("POST /datasets/{id}/imports", async ct =>
            Request("steward", [("id", await NewDatasetAsync(ct))]) with
            {
                Form = [new("map", OtherPlant.Map), new("file", await ArchiveAsync(ct), "plant.zip")],
            }
        );
        Add("GET /imports/{id}", "steward", route: Id(ImportAsync));
        Add("GET /imports/{id}/files", "steward", [("state", "read"), ("size", "5")], Id(ImportAsync));
    }

    private static object NewExport() => new { purpose = "research", recipient = "Institute" };

    private async Task<string> NewDatasetAsync(CancellationToken ct) =>
        Text(await _world.Steward.PostAsync("datasets", new { name = _world.Name() }, ct), "id");

    private Task<string> ImportAsync(CancellationToken ct) =>
        _world.OnceAsync("import", async () =>
            Text((await _world.Steward.AllAsync($"datasets/{await _world.DatasetAsync(ct)}/imports", ct))[0], "id")
        );

    private async Task<byte[]> ArchiveAsync(CancellationToken ct)
    {
        var file = Path.Combine(_world.Portal.Folder, _world.Name("archive") + ".zip");
        var folder = Path.Combine(_world.Portal.Folder, "imports", await _world.FolderAsync(ct));
        System.IO.Compression.ZipFile.CreateFromDirectory(folder, file);
        return await File.ReadAllBytesAsync(file, ct);
    }
}
