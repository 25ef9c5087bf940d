using System.IO.Compression;

namespace Governance.EndToEnd;

/// <summary>The host is killed during a seal, during an export and while annotations are saved.</summary>
public sealed class KilledHostTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Seals_exports_and_annotations_are_complete_and_not_duplicated_after_a_kill()
    {
        await using var drill = await FaultDrill.StartAsync(
            Ct,
            new Dictionary<string, string> { ["Annotation__Lease"] = "00:10:00" }
        );
        var dataset = await drill.DatasetAsync(Ct);
        await drill.EndedAsync(await drill.ImportAsync(dataset, Ct), Ct);
        await drill.ConsentAsync(Ct);
        var version = await drill.SealedAsync(dataset, Ct);

        // Its run is queued again twenty seconds after the kill; the test continues in the meantime.
        var (second, run) = await KilledWhileSealingAsync(drill, dataset);
        await KilledWhileExportingAsync(drill, version);
        await KilledWhileSavingAsync(drill, version);

        Assert.True((await drill.EndedAsync(run, Ct))["attempt"]!.GetValue<int>() > 1);
        var view = (await drill.Steward.GetAsync($"versions/{second}", Ct))["version"]!;
        Assert.Equal(
            ("sealed", FaultDrill.Rounds),
            (FaultDrill.Text(view, "state"), view["sampleCount"]!.GetValue<int>())
        );
        using var compliance = await Api.AsAsync(drill.Portal, "compliance", Ct);
        Assert.Single(await compliance.AllAsync($"ledger?thingId={second}", Ct), e =>
            FaultDrill.Text(e, "kind") == "version.sealed"
        );
        drill.AssertNoScratch();
    }

    /// <summary>Sealing is short: if it ends before the kill, the next draft is sealed.</summary>
    private static async Task<(string Version, string Run)> KilledWhileSealingAsync(FaultDrill drill, string dataset)
    {
        for (var tries = 0; tries < 6; tries++)
        {
            var version = await drill.DraftAsync(dataset, Ct);
            var run = await drill.SealAsync(version, Ct);
            var state = "queued";
            while (state == "queued")
                state = FaultDrill.Text(await drill.Steward.GetAsync($"runs/{run}", Ct), "state");
            if (state != "running")
                continue;
            await drill.Portal.KillAsync();
            await drill.Portal.StartAgainAsync(Ct);
            if (FaultDrill.Text(await drill.Steward.GetAsync($"runs/{run}", Ct), "state") == "running")
                return (version, run);
        }
        Assert.Fail("Every sealing ended before the host was killed, so this shows nothing.");
        return default;
    }

    private static async Task KilledWhileExportingAsync(FaultDrill drill, string version)
    {
        var content = await drill.ExportAsync(version, Ct);
        using (var answer = await drill.Steward.OpenAsync(content, Ct))
        {
            await using var body = await answer.Content.ReadAsStreamAsync(Ct);
            await body.ReadExactlyAsync(new byte[100_000], Ct);
            // The rest is larger than the connection's buffers, and nobody reads it.
            Assert.Equal("delivering", await drill.ExportStateAsync(version, Ct));
            await drill.Portal.KillAsync();
            await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(Stream.Null, Ct));
        }
        await drill.Portal.StartAgainAsync(Ct);

        var file = Path.Combine(drill.Portal.Folder, "imports", "export.zip");
        await drill.Steward.DownloadAsync(content, file, Ct);
        await using (var zip = await ZipFile.OpenReadAsync(file, Ct))
        {
            using var lines = new StreamReader(await zip.GetEntry("samples.jsonl")!.OpenAsync(Ct));
            Assert.Equal(
                FaultDrill.Rounds,
                (await lines.ReadToEndAsync(Ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length
            );
        }
        Assert.Equal("delivered", await drill.ExportStateAsync(version, Ct));
    }

    private static async Task KilledWhileSavingAsync(FaultDrill drill, string version)
    {
        var (project, task) = await drill.LabellingAsync(version, Ct);
        var (id, sent, kept) = (Guid.NewGuid(), 0, 0);
        var saving = Task.Run(
            async () =>
            {
                while (true)
                {
                    sent = kept + 1;
                    await drill.SaveAsync(task, id, sent, Ct);
                    kept = sent;
                }
            },
            Ct
        );
        await FaultDrill.UntilAsync(() => Task.FromResult(kept >= 40 || saving.IsCompleted), "Nothing is saved.", Ct);
        await drill.Portal.KillAsync();
        // One request was in flight.
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => saving);
        await drill.Portal.StartAgainAsync(Ct);

        var one = Assert.Single(await drill.Steward.AllAsync($"annotations?projectId={project}", Ct));
        Assert.InRange(one["revision"]!.GetValue<int>(), kept, sent);
        // The browser sends unconfirmed changes again.
        await drill.SaveAsync(task, id, sent, Ct);
        one = Assert.Single(await drill.Steward.AllAsync($"annotations?projectId={project}", Ct));
        Assert.Equal(sent, one["revision"]!.GetValue<int>());
    }
}
