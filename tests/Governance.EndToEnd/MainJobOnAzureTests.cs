using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Governance.Testing;

[assembly: AssemblyFixture(typeof(Azurite))]

namespace Governance.EndToEnd;

/// <summary>
/// The main job with the content in Azure Blob Storage (a real Azurite), then the move to a folder, where the same version is
/// exported again. Also what an operator reads when the container is the wrong one or does not answer.
/// </summary>
public sealed class MainJobOnAzureTests(Azurite azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_main_job_runs_on_a_container_and_continues_in_a_folder()
    {
        Assert.SkipWhen(Repository.D1namo is null, "../shared/data/d1namo is absent");
        var settings = await SettingsAsync();
        await using var portal = await Portal.StartAsync(Ct, samples: false, settings: settings);
        var version = await MainJobByScriptTests.CarryAsync(portal);
        var blobs = Path.Combine(portal.Folder, "blobs");
        Assert.Empty(Directory.EnumerateFiles(blobs, "*", SearchOption.AllDirectories));
        Assert.Empty(Scratch(portal));

        var copied = await portal.CommandAsync($"blobs copy --to {blobs}", Ct);
        Assert.Contains("Every digest was verified", copied, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine(copied);

        // An operator stops the host, removes the settings and starts it again.
        await portal.KillAsync();
        settings.Clear();
        await portal.StartAgainAsync(Ct);
        await MainJobByScriptTests.ExportAsync(portal, version);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_reported_until_it_is_back_also_at_a_start()
    {
        await using var proxy = new FaultyProxy(await azurite.PortAsync());
        var settings = await SettingsAsync();
        settings["Governance__Blobs__ConnectionString"] = Azurite.ConnectionString(proxy.Port);
        await using var portal = await Portal.StartAsync(Ct, samples: false, settings: settings);
        using var steward = await Api.AsAsync(portal, "steward", Ct);
        var dataset = await steward.PostAsync("datasets", new { name = "Away" }, Ct);
        var folder = Directory.CreateDirectory(Path.Combine(portal.Folder, "temporary", "rounds")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "rounds.csv"), "at,unit\n", Ct);
        var archive = folder + ".zip";
        ZipFile.CreateFromDirectory(folder, archive);

        proxy.Refuses = true;
        Assert.EndsWith("does not answer.", await DetailAsync(portal), StringComparison.Ordinal);
        var examples = Path.Combine(Repository.Root, "docs", "guide", "examples");
        var map = await File.ReadAllTextAsync(Path.Combine(examples, "rounds.import-map.json"), Ct);
        var upload = await FaultDrill.RefusedAsync(() =>
            steward.ImportAsync(dataset["id"]!.GetValue<string>(), map, archive, Ct)
        );
        Assert.Equal(503, upload.Status);
        Assert.Contains("/problems/blob-store-unavailable", upload.Words, StringComparison.Ordinal);

        // The host runs but is not ready, and continues when the store answers.
        await portal.KillAsync();
        await portal.StartAgainAsync(Ct, "/healthz");
        Assert.EndsWith("does not answer.", await DetailAsync(portal), StringComparison.Ordinal);
        proxy.Refuses = false;
        using var http = new HttpClient { BaseAddress = portal.Address };
        for (var tries = 0; (await http.GetAsync("/readyz", Ct)).StatusCode != HttpStatusCode.OK; tries++)
        {
            Assert.True(tries < 100, "It is not used again.");
            await Task.Delay(200, Ct);
        }
    }

    [Theory]
    [InlineData(
        "The start failed. The blob store rejects the credentials of Governance:Blobs:ConnectionString",
        true,
        null
    )]
    [InlineData(
        "The start failed. Governance:Blobs:ConnectionString and Governance:Blobs:ServiceUri are both set",
        false,
        "https://a.blob.core.windows.net"
    )]
    public async Task A_start_that_cannot_work_names_the_setting(string words, bool wrongKey, string? uri)
    {
        var settings = await SettingsAsync();
        var key = Convert.ToBase64String(new byte[64]);
        if (wrongKey)
            settings["Governance__Blobs__ConnectionString"] = Azurite.ConnectionString(await azurite.PortAsync(), key);
        if (uri is not null)
            settings["Governance__Blobs__ServiceUri"] = uri;
        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Portal.StartAsync(Ct, samples: false, settings: settings)
        );
        Assert.Contains("The host ended with 1", failed.Message, StringComparison.Ordinal);
        Assert.Contains(words, failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AccountKey", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key[..20], failed.Message, StringComparison.Ordinal);
    }

    private async Task<Dictionary<string, string>> SettingsAsync() =>
        new()
        {
            ["Governance__Blobs__ConnectionString"] = await azurite.ConnectionStringAsync(),
            ["Governance__Blobs__Container"] = Azurite.NewContainer(),
        };

    private static async Task<string> DetailAsync(Portal portal)
    {
        using var http = new HttpClient { BaseAddress = portal.Address };
        using var answer = await http.GetAsync("/readyz", Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var ready = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;
        return ready["checks"]!["blobs"]!["detail"]!.GetValue<string>();
    }

    /// <summary>Temporary files of requests and jobs; the host keeps its lock there.</summary>
    private static IEnumerable<string> Scratch(Portal portal) =>
        Directory
            .EnumerateFiles(Path.Combine(portal.Folder, "scratch"), "*", SearchOption.AllDirectories)
            .Where(f => Guid.TryParseExact(Path.GetFileName(f), "N", out _));
}
