using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Governance.EndToEnd;

/// <summary>
/// A separate portal with a plant, for tests that break the host, the database, the blob folder or the disk.
/// Its photos are noise, which cannot be compressed.
/// </summary>
internal sealed partial class FaultDrill : IAsyncDisposable
{
    public const int Rounds = 240;
    private const int Workers = 4;
    private const int PhotoEdge = 320;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly string _archive = Path.Combine(Path.GetTempPath(), $"fault-drill-{Guid.NewGuid():N}.zip");

    private FaultDrill(Portal portal, Api steward, Api annotator) =>
        (Portal, Steward, Annotator) = (portal, steward, annotator);

    public Portal Portal { get; }
    public Api Steward { get; }
    public Api Annotator { get; }
    public long ArchiveLength => new FileInfo(_archive).Length;

    public static async Task<FaultDrill> StartAsync(
        CancellationToken ct,
        IReadOnlyDictionary<string, string>? settings = null,
        Func<string, IReadOnlyList<IDisposable>>? prepare = null
    )
    {
        var portal = await Portal.StartAsync(ct, samples: false, settings, prepare);
        var drill = new FaultDrill(
            portal,
            await Api.AsAsync(portal, "steward", ct),
            await Api.AsAsync(portal, "annotator", ct)
        );
        await drill.Steward.EnsurePurposeAsync("research", ct);
        await OtherPlant.WriteAsync(
            [.. Enumerable.Range(1, 40).Select(NoisyPhoto)],
            drill._archive,
            Rounds,
            ct,
            Workers
        );
        return drill;
    }

    public async Task<string> DatasetAsync(CancellationToken ct) =>
        Text(await Steward.PostAsync("datasets", new { name = $"Drill {Guid.NewGuid():N}" }, ct), "id");

    /// <summary>Starts the import and returns its run.</summary>
    public async Task<string> ImportAsync(string dataset, CancellationToken ct) =>
        Text(await Steward.ImportAsync(dataset, OtherPlant.Map, _archive, ct), "runId");

    public Task<JsonNode> EndedAsync(string run, CancellationToken ct) => Steward.RunAsync(run, Patience, ct);

    public async Task<JsonNode> FailedAsync(string run, CancellationToken ct)
    {
        var ended = await Assert.ThrowsAsync<InvalidOperationException>(() => EndedAsync(run, ct));
        Assert.StartsWith("The run ended", ended.Message, StringComparison.Ordinal);
        return await Steward.GetAsync($"runs/{run}", ct);
    }

    /// <summary>Asserts that every round is exactly one sample.</summary>
    public async Task AssertWholeAsync(string dataset, CancellationToken ct)
    {
        var samples = await Steward.AllAsync($"datasets/{dataset}/samples", ct);
        Assert.Equal((Rounds, Rounds), (samples.Count, samples.Select(s => Text(s, "key")).Distinct().Count()));
    }

    public async Task ConsentAsync(CancellationToken ct)
    {
        var rows = Enumerable
            .Range(1, Workers)
            .Select(w => $"worker-{w},research,given,all,2025-01-10,Plant notice 1,en");
        var report = await Steward.PostCsvAsync(
            "consents/csv",
            "subject,purpose,state,modalities,effective_at,notice,language\n" + string.Join('\n', rows) + "\n",
            ct
        );
        Assert.Empty(report["problems"]!.AsArray());
    }

    /// <summary>A draft of all rounds.</summary>
    public async Task<string> DraftAsync(string dataset, CancellationToken ct)
    {
        var recipe = new
        {
            query = new { purpose = "research" },
            strataBy = new[] { "shift" },
            scheme = "proportional",
            size = 1000,
            seed = 5,
        };
        return Text(
            await Steward.PostAsync(
                $"datasets/{dataset}/versions",
                new { name = $"All {Guid.NewGuid():N}", recipe },
                ct
            ),
            "id"
        );
    }

    public async Task<string> SealAsync(string version, CancellationToken ct) =>
        Text(await Steward.PostAsync($"versions/{version}/seal", new { }, ct), "id");

    public async Task<string> SealedAsync(string dataset, CancellationToken ct)
    {
        var version = await DraftAsync(dataset, ct);
        await EndedAsync(await SealAsync(version, ct), ct);
        return version;
    }

    /// <summary>The path of an export's content.</summary>
    public async Task<string> ExportAsync(string version, CancellationToken ct)
    {
        var wanted = new { purpose = "research", recipient = "Institute" };
        var export = await Steward.PostAsync($"versions/{version}/exports", wanted, ct);
        return $"versions/{version}/exports/{Text(export, "id")}/content";
    }

    /// <summary>The only export of the version.</summary>
    public async Task<string> ExportStateAsync(string version, CancellationToken ct) =>
        Text(Assert.Single(await Steward.AllAsync($"versions/{version}/exports", ct)), "state");

    /// <summary>A project with one choice, and the annotator's first task in it.</summary>
    public async Task<(string Project, JsonNode Task)> LabellingAsync(string version, CancellationToken ct)
    {
        var options = new[] { new { id = "a", label = "A" }, new { id = "b", label = "B" } };
        var definition = new
        {
            fields = new object[]
            {
                new
                {
                    id = "kind",
                    kind = "choice",
                    label = "Kind",
                    required = true,
                    options,
                },
            },
        };
        var project = await Steward.PostAsync(
            "annotation-projects",
            new
            {
                name = $"Drill {version}",
                versionId = version,
                schema = new { name = $"Drill {version}", definition },
            },
            ct
        );
        var handout = await Annotator.PostAsync($"annotation-projects/{Text(project, "id")}/tasks/next", new { }, ct);
        return (Text(project, "id"), handout["task"]!);
    }

    public Task<JsonNode> SaveAsync(JsonNode task, Guid id, int revision, CancellationToken ct) =>
        Annotator.PutAsync(
            $"annotations/{id}",
            new
            {
                taskId = Text(task, "id"),
                leaseToken = Text(task, "leaseToken"),
                revision,
                body = MainJobByScriptTests.Choice(id, Text(task, "sampleId"), "kind", revision % 2 == 0 ? "a" : "b"),
            },
            ct
        );

    /// <summary>The status and the problem's words, without an exception.</summary>
    public static async Task<(int Status, string Words)> RefusedAsync(Func<Task> act)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(act);
        return (int.Parse(refused.Message[..3], CultureInfo.InvariantCulture), refused.Message);
    }

    /// <summary>The postmaster of the embedded server.</summary>
    public int Postmaster() =>
        int.Parse(File.ReadLines(Path.Combine(Cluster, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    public string Cluster => Path.Combine(Portal.Folder, "postgres", "cluster");

    public static void Kill(int process)
    {
        using var kill = Process.Start("kill", ["-KILL", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>
    /// Nothing stays in the data folder or the temporary one but the database, blobs, keys, and what the runtime keeps
    /// while it lives.
    /// </summary>
    public void AssertNoScratch()
    {
        var left = Directory
            .EnumerateFiles(Portal.Folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Portal.Folder, f))
            .Where(f => !Expected().IsMatch(f))
            .ToList();
        Assert.True(left.Count == 0, $"Left behind: {string.Join(", ", left)}");
    }

    public static async Task UntilAsync(Func<Task<bool>> holds, string what, CancellationToken ct)
    {
        for (var since = TimeProvider.System.GetTimestamp(); !await holds(); await Task.Delay(20, ct))
            if (TimeProvider.System.GetElapsedTime(since) > Patience)
                throw new TimeoutException(what);
    }

    public async ValueTask DisposeAsync()
    {
        Steward.Dispose();
        Annotator.Dispose();
        await Portal.DisposeAsync();
        File.Delete(_archive);
    }

    internal static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();

    /// <summary>An uncompressed TIFF of grey noise: header, nine tags, one strip.</summary>
    internal static byte[] NoisyPhoto(int seed)
    {
        const int tags = 9,
            data = 8 + 2 + 12 * tags + 4;
        using var file = new MemoryStream();
        using var to = new BinaryWriter(file);
        to.Write("II*\0"u8);
        to.Write(8);
        to.Write((short)tags);
        foreach (
            var (tag, value) in new[]
            {
                (256, PhotoEdge),
                (257, PhotoEdge),
                (258, 8),
                (259, 1),
                (262, 1),
                (273, data),
                (277, 1),
                (278, PhotoEdge),
                (279, PhotoEdge * PhotoEdge),
            }
        )
        {
            to.Write((short)tag);
            to.Write((short)4);
            to.Write(1);
            to.Write(value);
        }
        to.Write(0);
        var noise = new byte[PhotoEdge * PhotoEdge];
        new Random(seed).NextBytes(noise);
        to.Write(noise);
        to.Flush();
        return file.ToArray();
    }

    // .ses is ONNX Runtime's: a random number, the same as long as the folder lives.
    [GeneratedRegex(
        @"^(postgres/|keys/|space/|imports/|blobs/(owner|[0-9a-f]{2}/.*|filler)$|"
            + @"temporary/(clr-debug-pipe|dotnet-diagnostic|filler)|scratch/[^/]+/\.ses$|.*\.lock$)"
    )]
    private static partial Regex Expected();
}
