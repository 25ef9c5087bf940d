using System.Text.Json.Nodes;

namespace Governance.EndToEnd;

/// <summary>The host is killed hard in the middle of an import; the next start carries on.</summary>
public sealed class KilledHostTests(SharedPortal shared)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_import_finishes_after_the_next_start_with_the_digests_of_one_that_was_never_killed()
    {
        await using var portal = await Portal.StartAsync(Ct);
        int attempt;
        using (var api = await Api.AsAsync(portal, "steward", Ct))
        {
            // The sample workspace imports on the first start: wait until some files are done, and not all.
            var import = await WaitAsync(api, r => Text(r, "kind") == "import" && Text(r, "state") == "running" && Number(r, "done") >= 20 && Number(r, "done") < Number(r, "total"));
            attempt = (int)Number(import, "attempt");
            await portal.KillAsync();
        }
        await portal.StartAgainAsync(Ct);
        using var again = await Api.AsAsync(portal, "steward", Ct);
        await SampleWorkspace.ReadyAsync(again, Ct);
        var imports = (await again.AllAsync("runs", Ct)).Where(r => Text(r, "kind") == "import").ToList();
        Assert.All(imports, r => Assert.Equal("succeeded", Text(r, "state")));
        Assert.Contains(imports, r => Number(r, "attempt") > attempt);

        using var untouched = await Api.AsAsync(await shared.PortalAsync(Ct), "steward", Ct);
        await SampleWorkspace.ReadyAsync(untouched, Ct);
        Assert.Equal(await ContentsAsync(untouched), await ContentsAsync(again));
    }

    /// <summary>Every sample of the sample workspace by key, and the digests of its sealed versions: content only, no row ids.</summary>
    private static async Task<string> ContentsAsync(Api api)
    {
        var lines = new List<string>();
        foreach (var dataset in (await api.AllAsync("datasets", Ct)).Where(d => d["synthetic"]!.GetValue<bool>()))
        {
            var samples = await api.AllAsync($"datasets/{Text(dataset, "id")}/samples", Ct);
            Assert.Equal(samples.Count, samples.Select(s => Text(s, "key")).Distinct().Count());
            lines.AddRange(samples.Select(s => $"{Text(dataset, "slug")} {Text(s, "key")} {string.Join(',', s["parts"]!.AsArray().Select(p => $"{Text(p!, "name")}:{p!["missing"]?.GetValue<string>() ?? "there"}"))}"));
            var versions = await api.AllAsync($"datasets/{Text(dataset, "id")}/versions?state=sealed", Ct);
            lines.AddRange(versions.Select(v => $"{Text(dataset, "slug")} v{Number(v, "number")} {Text(v, "manifestDigest")}"));
        }
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private static async Task<JsonNode> WaitAsync(Api api, Func<JsonNode, bool> condition)
    {
        for (var since = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(since) < Patience;)
        {
            if ((await api.AllAsync("runs", Ct)).FirstOrDefault(condition) is { } run) return run;
            await Task.Delay(100, Ct);
        }
        throw new TimeoutException("No import was seen at work.");
    }

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
    private static long Number(JsonNode node, string member) => node[member]!.GetValue<long>();
}
