using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Governance.EndToEnd;

/// <summary>The four persons of D1NAMO, with their meals in a sealed version for training.</summary>
internal static class Meals
{
    private static readonly string[] Persons = ["001", "004", "006", "007"];

    /// <summary>Each test has its own persons, so that a withdrawal does not affect other tests.</summary>
    /// <param name="tag">In the names of the dataset and of the persons: <c>eater-TAG-001</c>.</param>
    /// <returns>Id of the sealed version.</returns>
    public static async Task<string> SealedAsync(Portal portal, Api steward, string tag, CancellationToken ct)
    {
        var datasetId = Text(
            await steward.PostAsync("datasets", new { name = $"Meals to learn from {tag}" }, ct),
            "id"
        );
        var archive = Path.Combine(portal.Folder, $"meals-{tag}.zip");
        ZipFile.CreateFromDirectory(
            Repository.D1namo!,
            archive,
            CompressionLevel.NoCompression,
            includeBaseDirectory: false
        );
        var map = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "docs", "guide", "examples", "meals.import-map.json"),
            ct
        );
        var import = await steward.ImportAsync(
            datasetId,
            map.Replace("d1namo-{subject}", $"eater-{tag}-{{subject}}", StringComparison.Ordinal),
            archive,
            ct
        );
        await steward.RunAsync(Text(import, "runId"), TimeSpan.FromMinutes(4), ct);
        await steward.EnsurePurposeAsync("research", ct);
        var rows = Persons.Select(s => $"eater-{tag}-{s},research,given,all,2024-01-10,Study information 2,fr");
        var report = await steward.PostCsvAsync(
            "consents/csv",
            "subject,purpose,state,modalities,effective_at,notice,language\n" + string.Join('\n', rows) + "\n",
            ct
        );
        Assert.Empty(report["problems"]!.AsArray());
        var recipe = new
        {
            query = new { purpose = "research", modalities = new[] { "text" } },
            strataBy = new[] { "quality" },
            scheme = "proportional",
            size = 120,
            seed = 11,
        };
        var versionId = Text(
            await steward.PostAsync($"datasets/{datasetId}/versions", new { name = "Meals", recipe }, ct),
            "id"
        );
        await steward.RunAsync(
            Text(await steward.PostAsync($"versions/{versionId}/seal", new { }, ct), "id"),
            TimeSpan.FromMinutes(1),
            ct
        );
        return versionId;
    }

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
