using System.Text.Json.Nodes;

namespace Governance.EndToEnd;

/// <summary>
/// The host is killed hard in the middle of an import, an embedding, a training, an audit and a withdrawal; the next
/// start carries each on.
/// </summary>
public sealed class KilledWorkTests(SharedPortal shared)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_work_ends_after_the_next_start_as_on_a_host_that_was_never_killed()
    {
        var untouched = await shared.PortalAsync(Ct);
        var archives = await LongWork.ArchivesAsync(untouched, Ct);
        await using var portal = await Portal.StartAsync(Ct, samples: false);
        using var work = await LongWork.OnAsync(portal, Ct);

        // Some files are done, and not all.
        var import = await KilledAsync(
            portal,
            work,
            () => work.ImportAsync(archives, Ct),
            async one => await DoneAsync(work, one) >= 20
        );
        await AssertTakenUpAsync(work, import);
        await work.PrepareAsync(import, archives, Ct);

        // Each is left lying while the next is begun: a dead worker's run is taken up after twenty seconds of silence.
        var embedding = await KilledAsync(
            portal,
            work,
            () => work.EmbedAsync(Ct),
            async _ => await work.EmbeddedImagesAsync(Ct) > 0
        );
        var training = await KilledAsync(
            portal,
            work,
            () => work.TrainAsync(Ct),
            async _ => await work.EpochsAsync(Ct) >= 3
        );
        var audit = await KilledAsync(
            portal,
            work,
            () => work.AuditAsync(Ct),
            async one => await DoneAsync(work, one) >= 1
        );
        var (withdrawal, leavers) = await KilledWithdrawalAsync(portal, work);

        var neverKilled = NeverKilledAsync(untouched, archives, leavers);
        foreach (var one in new[] { embedding, training, audit, withdrawal })
            await AssertTakenUpAsync(work, one);
        Assert.Equal(LongWork.Staying, await work.EmbeddedImagesAsync(Ct));
        Assert.Equal(await neverKilled, await work.OutcomeAsync(embedding, training, audit, withdrawal, Ct));
    }

    private static async Task AssertTakenUpAsync(LongWork work, LongWork.Started begun)
    {
        var run = await work.Steward.RunAsync(begun.Run, Patience, Ct);
        Assert.True(run["attempt"]!.GetValue<int>() > 1, $"It was never taken up again: {run}");
    }

    private static async Task<int> DoneAsync(LongWork work, LongWork.Started begun) =>
        (await RunAsync(work, begun))["done"]!.GetValue<int>();

    private static async Task<LongWork.Started> KilledAsync(
        Portal portal,
        LongWork work,
        Func<Task<LongWork.Started>> begin,
        Func<LongWork.Started, Task<bool>> shows
    )
    {
        var begun = await StoppedAsync(portal, work, begin, shows);
        Assert.True(
            await WasKilledAsync(work, begun),
            $"It ended before the host was killed, so this shows nothing. Give it more to do: {await RunAsync(work, begun)}"
        );
        return begun;
    }

    /// <summary>Begins a piece of work, kills the host when it has begun to show, and starts the host again.</summary>
    private static async Task<LongWork.Started> StoppedAsync(
        Portal portal,
        LongWork work,
        Func<Task<LongWork.Started>> begin,
        Func<LongWork.Started, Task<bool>> shows
    )
    {
        var begun = await begin();
        for (var since = TimeProvider.System.GetTimestamp(); !await shows(begun); await Task.Delay(5, Ct))
            if (TimeProvider.System.GetElapsedTime(since) > Patience)
                throw new TimeoutException($"It did not begin: {await RunAsync(work, begun)}");
        await portal.KillAsync();
        await portal.StartAgainAsync(Ct);
        return begun;
    }

    /// <summary>One is over in a third of a second: where it was quicker than the kill, the next worker leaves.</summary>
    private static async Task<(LongWork.Started Withdrawal, int Leavers)> KilledWithdrawalAsync(
        Portal portal,
        LongWork work
    )
    {
        for (var leavers = 1; ; leavers++)
        {
            var begun = await StoppedAsync(
                portal,
                work,
                () => work.WithdrawAsync(leavers, Ct),
                async one =>
                    (await work.Compliance.GetAsync($"withdrawals/{one.Thing}", Ct))["steps"]!
                        .AsArray()
                        .Any(s => s!["finishedAt"] is not null)
            );
            if (await WasKilledAsync(work, begun))
                return (begun, leavers);
            Assert.True(
                leavers < LongWork.Workers,
                "Every withdrawal ended before the host was killed, so this shows nothing."
            );
        }
    }

    private static async Task<bool> WasKilledAsync(LongWork work, LongWork.Started begun)
    {
        var run = await RunAsync(work, begun);
        return run["state"]!.GetValue<string>() == "running" || run["attempt"]!.GetValue<int>() > 1;
    }

    private static async Task<string> NeverKilledAsync(Portal portal, string[] archives, int leavers)
    {
        using var work = await LongWork.OnAsync(portal, Ct);
        await work.PrepareAsync(await work.ImportAsync(archives, Ct), archives, Ct);
        var done = new List<LongWork.Started>();
        var all = new List<Func<Task<LongWork.Started>>>
        {
            () => work.EmbedAsync(Ct),
            () => work.TrainAsync(Ct),
            () => work.AuditAsync(Ct),
        };
        for (var n = 1; n <= leavers; n++)
        {
            var leaver = n;
            all.Add(() => work.WithdrawAsync(leaver, Ct));
        }
        foreach (var begin in all)
        {
            done.Add(await begin());
            var run = await work.Steward.RunAsync(done[^1].Run, Patience, Ct);
            Assert.Equal(1, run["attempt"]!.GetValue<int>());
        }
        return await work.OutcomeAsync(done[0], done[1], done[2], done[^1], Ct);
    }

    private static Task<JsonNode> RunAsync(LongWork work, LongWork.Started begun) =>
        work.Steward.GetAsync($"runs/{begun.Run}", Ct);
}
