using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Governance.EndToEnd;

/// <summary>The main job over the API, on the real meals of D1NAMO: import → consent → seal → label → export.</summary>
public sealed class MainJobByScriptTests(SharedPortal shared)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_script_takes_D1NAMO_from_its_files_to_an_export()
    {
        Assert.SkipWhen(Repository.D1namo is null, "../shared/data/d1namo is absent");
        await CarryAsync(await shared.PortalAsync(Ct));
    }

    /// <returns>The sealed version.</returns>
    internal static async Task<string> CarryAsync(Portal portal)
    {
        using var steward = await Api.AsAsync(portal, "steward", Ct);
        using var annotator = await Api.AsAsync(portal, "annotator", Ct);

        // Import
        var dataset = await steward.PostAsync("datasets", new { name = $"D1NAMO meals {Guid.NewGuid():N}" }, Ct);
        var datasetId = Text(dataset, "id");
        var archive = Path.Combine(portal.Folder, "d1namo.zip");
        ZipFile.CreateFromDirectory(
            Repository.D1namo!,
            archive,
            CompressionLevel.NoCompression,
            includeBaseDirectory: false
        );
        var map = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "docs", "guide", "examples", "meals.import-map.json"),
            Ct
        );
        var import = await steward.ImportAsync(datasetId, map, archive, Ct);
        await steward.RunAsync(Text(import, "runId"), TimeSpan.FromMinutes(4), Ct);
        var samples = await steward.AllAsync($"datasets/{datasetId}/samples", Ct);
        var anchors = new[] { "001", "004", "006", "007" }.Sum(s =>
            CountCsvRows(Path.Combine(Repository.D1namo!, s, "food.csv"))
        );
        Assert.Equal(anchors, samples.Count);
        Assert.All(samples.SelectMany(s => s["parts"]!.AsArray()), part =>
            Assert.True(
                part!["missing"] is null || part["missingDetail"]?.GetValue<string>().Length > 0,
                $"A missing part has no reason in words: {part}"
            )
        );

        // Consent: three give it, one of them without photos; the fourth withdrew.
        await steward.EnsurePurposeAsync("research", Ct);
        var report = await steward.PostCsvAsync(
            "consents/csv",
            """
            subject,purpose,state,modalities,effective_at,notice,language
            d1namo-001,research,given,all,2024-01-10,Study information 2,fr
            d1namo-004,research,given,text;sensor,2024-01-10,Study information 2,fr
            d1namo-006,research,given,all,2024-01-10,Study information 2,fr
            d1namo-007,research,given,all,2024-01-10,Study information 2,fr
            d1namo-007,research,withdrawn,all,2024-06-01,Study information 2,fr
            """,
            Ct
        );
        Assert.Empty(report["problems"]!.AsArray());

        // Seal
        var recipe = new
        {
            query = new { purpose = "research", modalities = new[] { "text" } },
            strataBy = new[] { "quality" },
            scheme = "proportional",
            size = 30,
            seed = 11,
        };
        var draw = await steward.PostAsync($"datasets/{datasetId}/draws", recipe, Ct);
        Assert.Equal(
            samples.Count(s => Text(s, "subject") == "d1namo-007"),
            draw["cover"]!["excluded"]!["withdrawn"]!.GetValue<int>()
        );
        var version = await steward.PostAsync(
            $"datasets/{datasetId}/versions",
            new { name = "Thirty meals", recipe },
            Ct
        );
        var versionId = Text(version, "id");
        await steward.RunAsync(
            Text(await steward.PostAsync($"versions/{versionId}/seal", new { }, Ct), "id"),
            TimeSpan.FromMinutes(1),
            Ct
        );
        version = (await steward.GetAsync($"versions/{versionId}", Ct))["version"]!;
        Assert.Equal("sealed", Text(version, "state"));
        Assert.Equal(64, Text(version, "manifestDigest").Length);

        // Label three
        var project = await steward.PostAsync(
            "annotation-projects",
            new
            {
                name = "Meals",
                versionId,
                schema = new
                {
                    name = $"Meal {Guid.NewGuid():N}",
                    definition = new
                    {
                        fields = new object[]
                        {
                            new
                            {
                                id = "meal",
                                kind = "choice",
                                label = "Meal",
                                required = true,
                                options = new[]
                                {
                                    new { id = "main", label = "Main" },
                                    new { id = "snack", label = "Snack" },
                                },
                            },
                        },
                    },
                },
            },
            Ct
        );
        var handout = await annotator.PostAsync($"annotation-projects/{Text(project, "id")}/tasks/next", new { }, Ct);
        for (var labelled = 0; labelled < 3; labelled++)
        {
            var task = handout["task"]!;
            var annotationId = Guid.NewGuid();
            await annotator.PutAsync(
                $"annotations/{annotationId}",
                new
                {
                    taskId = Text(task, "id"),
                    leaseToken = Text(task, "leaseToken"),
                    revision = 1,
                    body = Choice(annotationId, Text(task, "sampleId"), "meal", "main"),
                },
                Ct
            );
            var submitted = await annotator.PostAsync(
                $"tasks/{Text(task, "id")}/submit",
                new
                {
                    leaseToken = Text(task, "leaseToken"),
                    annotations = new[] { new { id = annotationId, revision = 1 } },
                },
                Ct
            );
            handout = submitted["next"]!;
        }

        await ExportAsync(portal, versionId);
        return versionId;
    }

    /// <summary>Exports the version and checks every file of it by its digest.</summary>
    internal static async Task ExportAsync(Portal portal, string versionId)
    {
        using var steward = await Api.AsAsync(portal, "steward", Ct);
        var recipient = $"University of {Guid.NewGuid():N}";
        var export = await steward.PostAsync(
            $"versions/{versionId}/exports",
            new { purpose = "research", recipient },
            Ct
        );
        var zip = Path.Combine(portal.Folder, "export.zip");
        await steward.DownloadAsync($"versions/{versionId}/exports/{Text(export, "id")}/content", zip, Ct);
        await CheckExportAsync(zip, (await steward.GetAsync($"versions/{versionId}", Ct))["version"]!);
        var exports = await steward.AllAsync($"versions/{versionId}/exports", Ct);
        Assert.Equal("delivered", Text(Assert.Single(exports, e => Text(e, "recipient") == recipient), "state"));
    }

    private static async Task CheckExportAsync(string path, JsonNode version)
    {
        using var zip = ZipFile.OpenRead(path);
        var manifest = JsonNode.Parse(await ReadAsync(zip, "manifest.json"))!;
        Assert.Equal(Text(version, "manifestDigest"), Text(manifest["version"]!, "manifestDigest"));
        foreach (var file in manifest["files"]!.AsArray())
        {
            await using var content = zip.GetEntry(Text(file!, "path"))!.Open();
            Assert.Equal(Text(file!, "sha256"), Convert.ToHexStringLower(await SHA256.HashDataAsync(content, Ct)));
        }
        Assert.Equal(
            zip.Entries.Select(e => e.FullName).Where(n => n != "manifest.json").Order(StringComparer.Ordinal),
            manifest["files"]!.AsArray().Select(f => Text(f!, "path")).Order(StringComparer.Ordinal)
        );

        var samples = Lines(await ReadAsync(zip, "samples.jsonl"));
        Assert.Equal(version["sampleCount"]!.GetValue<int>(), samples.Count);
        Assert.DoesNotContain(samples, s => Text(s, "subject") == "d1namo-007");
        // No photos of the subject without consent for photos.
        Assert.All(
            samples
                .Where(s => Text(s, "subject") == "d1namo-004")
                .SelectMany(s => s["parts"]!.AsArray())
                .Where(p => Text(p!, "modality") == "image"),
            photo => Assert.Equal("not-permitted", Text(photo!, "missing"))
        );
        Assert.Equal(
            samples.Select(s => Text(s, "key")),
            Lines(await ReadAsync(zip, "consent.jsonl")).Select(c => Text(c, "key"))
        );
        Assert.Equal(3, Lines(await ReadAsync(zip, "annotations.jsonl")).Count);
    }

    internal static object Choice(Guid annotationId, string sampleId, string field, string option) =>
        new Dictionary<string, object>
        {
            ["@context"] = "http://www.w3.org/ns/anno.jsonld",
            ["id"] = $"urn:uuid:{annotationId}",
            ["type"] = "Annotation",
            ["motivation"] = "classifying",
            ["body"] = new
            {
                type = "TextualBody",
                purpose = "tagging",
                value = option,
                fieldId = field,
            },
            ["target"] = new { source = $"urn:governance:sample:{sampleId}" },
        };

    /// <summary>Rows by counting lines outside quotes: independent of the product's reader.</summary>
    private static int CountCsvRows(string path)
    {
        var quoted = false;
        var lines = 0;
        var any = false;
        foreach (var c in File.ReadAllText(path))
        {
            if (c == '"')
                quoted = !quoted;
            if (c == '\n' && !quoted)
            {
                if (any)
                    lines++;
                any = false;
            }
            else if (!char.IsWhiteSpace(c))
                any = true;
        }
        return lines + (any ? 1 : 0) - 1;
    }

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();

    private static List<JsonNode> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];

    private static async Task<string> ReadAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return await reader.ReadToEndAsync(Ct);
    }
}
