using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Governance.EndToEnd.Withdrawn;

/// <summary>
/// A plant with eight workers on a portal of its own: a sealed version, labels, a delivered export, and a champion that was trained
/// on it. <see cref="Leaver"/> is one of the workers that the champion learned from.
/// </summary>
internal sealed class ServingPlant
{
    public const string Model = "plant-shift";
    public const string Alias = "champion";
    public const string Mailbox = "data@institute.example";
    private const int Workers = 8;
    private const int Rounds = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Portal _portal;
    private readonly Api _steward;
    private string _dataset = "";

    private ServingPlant(Portal portal, Api steward) => (_portal, _steward) = (portal, steward);

    /// <summary>Pseudonyms that occur nowhere by chance.</summary>
    public static string Map { get; } =
        OtherPlant.Map.Replace(
            "\"subject\": \"{worker}\"",
            "\"subject\": \"quillfeather-{worker}\"",
            StringComparison.Ordinal
        );

    /// <summary>The archive that was imported, outside the portal's folder.</summary>
    public string Archive { get; } = Path.Combine(Path.GetTempPath(), $"plant-{Guid.NewGuid():N}.zip");
    public string Version { get; private set; } = "";
    public string Project { get; private set; } = "";
    public int Labelled { get; private set; }
    public Leaver Leaver { get; private set; } = default!;

    public static async Task<ServingPlant> OnAsync(Portal portal, Api steward, CancellationToken ct)
    {
        var plant = new ServingPlant(portal, steward);
        await plant.SealAsync(ct);
        await plant.ExportAsync(ct);
        await plant.ServeAsync(ct);
        await plant.LabelAsync(ct);
        return plant;
    }

    private async Task SealAsync(CancellationToken ct)
    {
        await OtherPlant.WriteAsync(
            [.. Enumerable.Range(1, Rounds).Select(FaultDrill.NoisyPhoto)],
            Archive,
            Rounds,
            ct,
            Workers
        );
        await _steward.EnsurePurposeAsync("research", ct);
        _dataset = Text(await _steward.PostAsync("datasets", new { name = "Plant" }, ct), "id");
        var import = await _steward.ImportAsync(_dataset, Map, Archive, ct);
        await _steward.RunAsync(Text(import, "runId"), Patience, ct);
        var rows = Enumerable
            .Range(1, Workers)
            .Select(w => $"quillfeather-worker-{w},research,given,all,2025-01-10,Plant notice 1,en");
        var report = await _steward.PostCsvAsync(
            "consents/csv",
            "subject,purpose,state,modalities,effective_at,notice,language\n" + string.Join('\n', rows) + "\n",
            ct
        );
        Assert.Empty(report["problems"]!.AsArray());
        var recipe = new
        {
            query = new { purpose = "research" },
            strataBy = new[] { "shift" },
            scheme = "proportional",
            size = 1000,
            seed = 5,
        };
        Version = Text(
            await _steward.PostAsync($"datasets/{_dataset}/versions", new { name = "All rounds", recipe }, ct),
            "id"
        );
        await RunAsync(await _steward.PostAsync($"versions/{Version}/seal", new { }, ct), ct);
    }

    private async Task ExportAsync(CancellationToken ct)
    {
        var wanted = new
        {
            purpose = "research",
            recipient = "Institute",
            email = Mailbox,
        };
        var export = Text(await _steward.PostAsync($"versions/{Version}/exports", wanted, ct), "id");
        var delivered = Path.Combine(Path.GetTempPath(), $"delivered-{Guid.NewGuid():N}.zip");
        await _steward.DownloadAsync($"versions/{Version}/exports/{export}/content", delivered, ct);
        File.Delete(delivered);
    }

    /// <summary>Trains, audits and promotes, with a board of three.</summary>
    private async Task ServeAsync(CancellationToken ct)
    {
        string[] encoders =
        [
            .. (await _steward.AllAsync("encoders", ct))
                .Where(e => e["builtIn"]!.GetValue<bool>())
                .OrderBy(e => Text(e, "modality"), StringComparer.Ordinal)
                .Select(e => Text(e, "id")),
        ];
        var sets = await _steward.PostAsync(
            "embedding-runs",
            new
            {
                versionId = Version,
                purpose = "research",
                encoderIds = encoders,
            },
            ct
        );
        foreach (var set in sets["items"]!.AsArray())
            await RunAsync(set!["run"]!, ct);
        var trained = await _steward.PostAsync(
            $"models/{Model}/versions",
            new
            {
                datasetVersionId = Version,
                purpose = "research",
                label = new { origin = "stratum", field = "shift" },
                encoderIds = encoders,
                kinds = new[] { "early" },
            },
            ct
        );
        var version = trained["items"]![0]!;
        await RunAsync(version["run"]!, ct);
        await AppointAsync(ct);
        using var chain = await GovernedByScript.AsAsync(_portal, ct);
        await chain.AuditedAsync(Model, Alias, Text(version, "versionId"), ct);
        await chain.ReviewedAsync(Text(version, "versionId"), Alias, ct);
        await chain.PromotedAsync(Model, Alias, 1, ct);
    }

    private async Task AppointAsync(CancellationToken ct)
    {
        using var admin = await Api.AsAsync(_portal, "admin", ct);
        var users = await admin.AllAsync("users", ct);
        foreach (
            var (name, kind) in new[] { ("ethics", "nonscientific"), ("auditor", "scientific"), ("admin", "community") }
        )
        {
            var user = users.Single(u => Text(u, "email") == $"{name}@sample.local");
            await admin.PostAsync("ethics-members", new { userId = Text(user, "id"), kind }, ct);
        }
    }

    /// <summary>The annotator labels until the next task is one of a worker that the champion learned from, and keeps that lease.</summary>
    private async Task LabelAsync(CancellationToken ct)
    {
        using var annotator = await Api.AsAsync(_portal, "annotator", ct);
        var options = new[] { new { id = "a", label = "A" }, new { id = "b", label = "B" } };
        object[] fields =
        [
            new
            {
                id = "kind",
                kind = "choice",
                label = "Kind",
                required = true,
                options,
            },
        ];
        var project = await _steward.PostAsync(
            "annotation-projects",
            new
            {
                name = "Rounds",
                versionId = Version,
                schema = new { name = "Rounds", definition = new { fields } },
            },
            ct
        );
        Project = Text(project, "id");
        var learned = (await _steward.AllAsync($"models/{Model}/versions/1/consents", ct))
            .Select(c => Text(c, "subjectId"))
            .ToHashSet();
        var handout = await annotator.PostAsync($"annotation-projects/{Project}/tasks/next", new { }, ct);
        while (Labelled < 3 || !learned.Contains(await SubjectAsync(handout, ct)))
        {
            var (task, id) = (handout["task"]!, Guid.NewGuid());
            await annotator.PutAsync(
                $"annotations/{id}",
                new
                {
                    taskId = Text(task, "id"),
                    leaseToken = Text(task, "leaseToken"),
                    revision = 1,
                    body = MainJobByScriptTests.Choice(id, Text(task, "sampleId"), "kind", "a"),
                },
                ct
            );
            Labelled++;
            var submitted = await annotator.PostAsync(
                $"tasks/{Text(task, "id")}/submit",
                new { leaseToken = Text(task, "leaseToken") },
                ct
            );
            handout = submitted["next"]!;
        }
        Leaver = await LeaverAsync(await SubjectAsync(handout, ct), ct);
    }

    private async Task<string> SubjectAsync(JsonNode handout, CancellationToken ct) =>
        Text(await _steward.GetAsync($"samples/{Text(handout["task"]!, "sampleId")}", ct), "subjectId");

    private async Task<Leaver> LeaverAsync(string subject, CancellationToken ct)
    {
        var samples = await _steward.AllAsync($"datasets/{_dataset}/samples?subjectId={subject}", ct);
        var (notes, digests) = (new List<string>(), new List<string>());
        foreach (var row in samples)
        {
            var sample = await _steward.GetAsync($"samples/{Text(row, "id")}", ct);
            notes.Add(Text(sample["parts"]!.AsArray().Single(p => Text(p!, "name") == "note")!, "text"));
            using var photo = await _steward.OpenAsync($"samples/{Text(row, "id")}/parts/photo/content", ct);
            photo.EnsureSuccessStatusCode();
            digests.Add(Convert.ToHexStringLower(SHA256.HashData(await photo.Content.ReadAsByteArrayAsync(ct))));
        }
        var pseudonym = Text(await _steward.GetAsync($"subjects/{subject}", ct), "pseudonym");
        return new(subject, pseudonym, [.. samples.Select(s => Text(s, "id"))], notes, digests);
    }

    private Task<JsonNode> RunAsync(JsonNode run, CancellationToken ct) =>
        _steward.RunAsync(Text(run, "id"), Patience, ct);

    internal static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}

/// <summary>What must not be found after the withdrawal.</summary>
/// <param name="Notes">The texts of the subject's samples, which nobody else has.</param>
/// <param name="Digests">SHA-256 of the photos.</param>
internal sealed record Leaver(
    string SubjectId,
    string Pseudonym,
    IReadOnlyList<string> Samples,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> Digests
);
