using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Governance.EndToEnd;

/// <summary>
/// The same work on any host: two plants are imported, sealed and embedded in part; then the images of the first are
/// embedded, a model is trained on its texts and series, a smaller one is audited, and a worker of the second plant withdraws.
/// </summary>
internal sealed partial class LongWork : IDisposable
{
    /// <summary>Rounds of the first plant: three batches of the embedding.</summary>
    public const int Staying = 160;

    /// <summary>Workers of each plant; those of the second can withdraw.</summary>
    public const int Workers = 4;

    private const int Leaving = 80;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly Dictionary<string, string> _encoders = [];
    private string _dataset = "",
        _first = "",
        _second = "",
        _audited = "";

    private LongWork(Api steward, Api compliance) => (Steward, Compliance) = (steward, compliance);

    public Api Steward { get; }
    public Api Compliance { get; }

    /// <summary>Writes both archives into the folder; they have no photo in common.</summary>
    public static async Task<string[]> ArchivesAsync(string folder, CancellationToken ct)
    {
        string[] archives = [Path.Combine(folder, "killed-stays.zip"), Path.Combine(folder, "killed-leaves.zip")];
        await OtherPlant.WriteAsync(Photos(1), archives[0], Staying, ct, Workers, plant: 1);
        await OtherPlant.WriteAsync(Photos(1_001), archives[1], Leaving, ct, Workers, plant: 2);
        return archives;
    }

    private static IReadOnlyList<byte[]> Photos(int from) =>
        [.. Enumerable.Range(from, 40).Select(FaultDrill.NoisyPhoto)];

    public static async Task<LongWork> OnAsync(Portal portal, CancellationToken ct)
    {
        var work = new LongWork(await Api.AsAsync(portal, "steward", ct), await Api.AsAsync(portal, "compliance", ct));
        await work.Steward.EnsurePurposeAsync("research", ct);
        foreach (
            var encoder in (await work.Steward.AllAsync("encoders", ct)).Where(e => e["builtIn"]!.GetValue<bool>())
        )
            work._encoders[Text(encoder, "modality")] = Text(encoder, "id");
        return work;
    }

    /// <summary>Imports the first plant. Nothing else starts before it has ended.</summary>
    public Task<Started> ImportAsync(string[] archives, CancellationToken ct) => ImportAsync("stays", archives[0], ct);

    /// <summary>Prepares everything that the later jobs need.</summary>
    /// <param name="first">The ended import of the first plant.</param>
    public async Task PrepareAsync(Started first, string[] archives, CancellationToken ct)
    {
        _dataset = first.Thing;
        _first = await SealedAsync("stays", first, ct);
        _second = await SealedAsync("leaves", await ImportAsync("leaves", archives[1], ct), ct);
        foreach (var version in new[] { _first, _second })
        foreach (var modality in new[] { "text", "sensor" })
            await Steward.RunAsync((await EmbedAsync(version, modality, ct)).Run, Patience, ct);
        var small = await TrainAsync("killed-audited", _first, 3, ct);
        await Steward.RunAsync(small.Run, Patience, ct);
        _audited = small.Thing;
        await Steward.RunAsync((await TrainAsync("killed-left", _second, 3, ct)).Run, Patience, ct);
    }

    public Task<Started> EmbedAsync(CancellationToken ct) => EmbedAsync(_first, "image", ct);

    public async Task<int> EmbeddedImagesAsync(CancellationToken ct) =>
        (await Steward.GetAsync($"encoders/{_encoders["image"]}", ct))["embeddings"]!.GetValue<int>();

    public Task<Started> TrainAsync(CancellationToken ct) => TrainAsync("killed-trained", _first, 60, ct);

    public async Task<int> EpochsAsync(CancellationToken ct) =>
        (await Steward.GetAsync("models/killed-trained/versions/1", ct))["losses"]!.AsArray().Count;

    public async Task<Started> AuditAsync(CancellationToken ct)
    {
        var audit = await Compliance.PostAsync(
            "audits",
            new { modelVersionId = _audited, suite = new { replicates = 10_000 } },
            ct
        );
        return new(Text(audit, "id"), Text(audit, "runId"));
    }

    public async Task<Started> WithdrawAsync(int worker, CancellationToken ct)
    {
        var leaver = (await Compliance.AllAsync($"subjects?search=leaves-worker-{worker}", ct)).Single();
        var begun = (
            await Compliance.PostAsync("withdrawals", new { subjectId = Text(leaver, "id"), allPurposes = true }, ct)
        )["withdrawal"]!;
        return new(Text(begun, "id"), Text(begun, "runId"));
    }

    public async Task<bool> HasStepsDoneAsync(Started withdrawal, CancellationToken ct) =>
        (await Compliance.GetAsync($"withdrawals/{withdrawal.Thing}", ct))["steps"]!
            .AsArray()
            .Any(s => s!["finishedAt"] is not null);

    /// <summary>The outcome as lines without row ids, which are equal on two hosts that did the same.</summary>
    public async Task<string> OutcomeAsync(
        Started embedding,
        Started training,
        Started audit,
        Started withdrawal,
        CancellationToken ct
    )
    {
        var set = await Steward.GetAsync($"embedding-runs/{embedding.Thing}", ct);
        var version = await Steward.GetAsync("models/killed-trained/versions/1", ct);
        var report = (await Compliance.GetAsync($"audits/{audit.Thing}", ct))["report"]!;
        foreach (var row in new[] { "modelVersionId", "datasetVersionId", "samplesDigest" })
            report["bound"]!.AsObject().Remove(row);
        var left = await Compliance.GetAsync($"withdrawals/{withdrawal.Thing}", ct);
        var samples = await Steward.AllAsync($"datasets/{_dataset}/samples", ct);
        var sealedAs = (await Steward.AllAsync($"datasets/{_dataset}/versions?state=sealed", ct)).Single();
        // When the tables were vacuumed, and where the log was then, differs from host to host; so do the imports of other datasets.
        var sentences = left["remains"]!.AsArray().Select(r => r!.GetValue<string>());
        var own = sentences.Where(r => !r.Contains("into other datasets", StringComparison.Ordinal));
        var remains = Vacuumed().Replace(JsonSerializer.Serialize(own), "vacuumed");
        var lines = new List<string>
        {
            $"import {samples.Count} samples, {samples.Select(s => Text(s, "key")).Distinct().Count()} "
                + $"keys, sealed as {Text(sealedAs, "manifestDigest")}",
            $"embedding {Text(set, "digest")}: {set["embedded"]} of {set["places"]}, {set["reused"]} "
                + $"reused, {set["absent"]} absent, {set["failed"]} failed",
            $"training {Text(version, "onnxDigest")}: {version["losses"]!.AsArray().Count} epochs, "
                + $"{version["metrics"]!.ToJsonString()}, "
                + $"{string.Join(", ", version["samples"]!.AsObject().Select(p => $"{p.Value} {p.Key}").Order(StringComparer.Ordinal))}",
            $"audit {report.ToJsonString()}",
            $"withdrawal {Text(left["withdrawal"]!, "state")}: {left["blobsDeleted"]} blobs, remains {remains}",
        };
        lines.AddRange(
            left["steps"]!.AsArray().Select(s => $"withdrawal, {Text(s!, "holding")}: {s!["done"]} of {s["planned"]}")
        );
        foreach (var thing in new[] { embedding, training, audit, withdrawal })
            lines.Add(
                $"ledger {string.Join(", ", (await Compliance.AllAsync($"ledger?thingId={thing.Thing}", ct)).Select(e => Text(e, "kind")))}"
            );
        return string.Join('\n', lines);
    }

    [GeneratedRegex("At [^\"]* vacuumed;[^\"]*")]
    private static partial Regex Vacuumed();

    public void Dispose()
    {
        Steward.Dispose();
        Compliance.Dispose();
    }

    private async Task<Started> ImportAsync(string name, string archive, CancellationToken ct)
    {
        var dataset = Text(await Steward.PostAsync("datasets", new { name = $"A plant that {name}" }, ct), "id");
        var map = OtherPlant.Map.Replace(
            "\"subject\": \"{worker}\"",
            $"\"subject\": \"{name}-{{worker}}\"",
            StringComparison.Ordinal
        );
        return new(dataset, Text(await Steward.ImportAsync(dataset, map, archive, ct), "runId"));
    }

    /// <param name="import">Its thing is the dataset.</param>
    private async Task<string> SealedAsync(string name, Started import, CancellationToken ct)
    {
        var dataset = import.Thing;
        await Steward.RunAsync(import.Run, Patience, ct);
        var rows = Enumerable
            .Range(1, Workers)
            .Select(w => $"{name}-worker-{w},research,given,all,2025-01-10,Plant notice 1,en");
        var report = await Steward.PostCsvAsync(
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
        var version = Text(
            await Steward.PostAsync($"datasets/{dataset}/versions", new { name = $"All that {name}", recipe }, ct),
            "id"
        );
        await Steward.RunAsync(
            Text(await Steward.PostAsync($"versions/{version}/seal", new { }, ct), "id"),
            Patience,
            ct
        );
        return version;
    }

    private async Task<Started> EmbedAsync(string version, string modality, CancellationToken ct)
    {
        var started = await Steward.PostAsync(
            "embedding-runs",
            new
            {
                versionId = version,
                purpose = "research",
                encoderIds = new[] { _encoders[modality] },
            },
            ct
        );
        var one = started["items"]!.AsArray().Single()!;
        return new(Text(one, "id"), Text(one["run"]!, "id"));
    }

    private async Task<Started> TrainAsync(string model, string version, int epochs, CancellationToken ct)
    {
        var started = await Steward.PostAsync(
            $"models/{model}/versions",
            new
            {
                datasetVersionId = version,
                purpose = "research",
                label = new { origin = "stratum", field = "shift" },
                encoderIds = new[] { _encoders["text"], _encoders["sensor"] },
                kinds = new[] { "early" },
                seed = 7,
                options = new { epochs, patience = (int?)null },
            },
            ct
        );
        var one = started["items"]!.AsArray().Single()!;
        return new(Text(one, "versionId"), Text(one["run"]!, "id"));
    }

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();

    /// <param name="Thing">The id of the row, as in the ledger.</param>
    internal sealed record Started(string Thing, string Run);
}
