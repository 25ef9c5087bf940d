using System.Net;
using System.Text.Json.Nodes;

namespace Governance.EndToEnd;

/// <summary>The blob folder is emptied, as when its disk is not mounted: while the host runs, and before it starts.</summary>
public sealed class LostBlobsTests(Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_emptied_blob_folder_is_reported_and_not_written_to_until_it_is_restored()
    {
        await using var drill = await FaultDrill.StartAsync(Ct);
        await using var steward = await browser.PersonAsync(drill.Portal, "steward", Ct);
        var dataset = await drill.DatasetAsync(Ct);
        await drill.EndedAsync(await drill.ImportAsync(dataset, Ct), Ct);
        var sample = FaultDrill.Text((await drill.Steward.AllAsync($"datasets/{dataset}/samples", Ct))[0], "id");
        var (folder, aside) = (
            Path.Combine(drill.Portal.Folder, "blobs"),
            Path.Combine(drill.Portal.Folder, "imports", "aside")
        );
        Directory.Move(folder, aside);
        Directory.CreateDirectory(folder);
        await AssertToldAsync(drill, dataset, sample);
        await steward.Page.GotoAsync($"/samples/{sample}");
        await steward.Page.GetByText("its content is missing in the blob store").First.WaitForAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"Page: {await steward.Page.Locator("main").InnerTextAsync()}");

        await drill.Portal.KillAsync();
        await drill.Portal.StartAgainAsync(Ct, "/healthz");
        await AssertToldAsync(drill, dataset, sample);
        Assert.Contains(
            "The blob folder is empty, but the database refers to content in it",
            drill.Portal.Log(),
            StringComparison.Ordinal
        );
        // The host's lock is not content.
        Assert.All(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories), f =>
            Assert.EndsWith(".lock", f, StringComparison.Ordinal)
        );

        Directory.Delete(folder, recursive: true);
        Directory.Move(aside, folder);
        await FaultDrill.UntilAsync(
            async () => (await ReadyAsync(drill)).Status == HttpStatusCode.OK,
            "It is not ready again.",
            Ct
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (await drill.Steward.OpenAsync($"samples/{sample}/parts/photo/content", Ct)).StatusCode
        );
        await drill.EndedAsync(await drill.ImportAsync(await drill.DatasetAsync(Ct), Ct), Ct);
        drill.AssertNoScratch();
    }

    private static async Task AssertToldAsync(FaultDrill drill, string dataset, string sample)
    {
        var (status, ready) = await ReadyAsync(drill);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.StartsWith(
            "The blob folder is empty",
            ready["checks"]!["blobs"]!["detail"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
        TestContext.Current.TestOutputHelper?.WriteLine($"/readyz: {ready.ToJsonString()}");
        foreach (var part in new[] { "photo", "note" })
        {
            using var content = await drill.Steward.OpenAsync($"samples/{sample}/parts/{part}/content", Ct);
            var words = await content.Content.ReadAsStringAsync(Ct);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, content.StatusCode);
            Assert.Contains("The content is missing", words, StringComparison.Ordinal);
            TestContext.Current.TestOutputHelper?.WriteLine($"Part: {words}");
        }
        var upload = await FaultDrill.RefusedAsync(() => drill.ImportAsync(dataset, Ct));
        Assert.Equal(503, upload.Status);
        Assert.Contains("/problems/blob-folder-not-in-place", upload.Words, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine($"Upload: {upload.Words}");
    }

    private static async Task<(HttpStatusCode Status, JsonNode Words)> ReadyAsync(FaultDrill drill)
    {
        using var http = new HttpClient { BaseAddress = drill.Portal.Address };
        using var answer = await http.GetAsync("/readyz", Ct);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!);
    }
}
