using System.Text.Json.Nodes;

namespace Governance.EndToEnd;

/// <summary>
/// The host is killed in the middle of an import, an embedding, a training, an audit and a withdrawal; the next
/// start continues each of them.
/// </summary>
public sealed class KilledWorkTests(SharedPortal shared)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_work_ends_after_the_next_start_as_on_a_host_that_was_never_killed()
    {
        var untouched = await shared.PortalAsync(Ct);
        var archives = await LongWork.ArchivesAsync(untouched.Folder, Ct);
        await using var portal = await Portal.StartAsync(Ct, samples: false);
        using var work = await LongWork.OnAsync(portal, Ct);

        // Some files are done, but not all.
        var import = await KilledAsync(
            portal,
            work,
            () => work.ImportAsync(archives, Ct),
            async one => await DoneAsync(work, one) >= 20
        );
        await AssertTakenUpAsync(work, import);
        await work.PrepareAsync(import, archives, Ct);

        // Each waits while the next one starts: the run of a dead worker is queued again after twenty seconds of silence.
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
        // Both take a second or less: if one ends before the kill, the next is started.
        var (audit, _) = await KilledInTimeAsync(
            portal,
            work,
            _ => work.AuditAsync(Ct),
            one => HasBegunAsync(work, one),
            tries: 5
        );
        var (withdrawal, leavers) = await KilledInTimeAsync(
            portal,
            work,
            leaver => work.WithdrawAsync(leaver, Ct),
            one => work.HasStepsDoneAsync(one, Ct),
            tries: LongWork.Workers
        );

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
    ) => (await KilledInTimeAsync(portal, work, _ => begin(), shows, tries: 1)).Begun;

    /// <summary>
    /// Starts a job, kills the host when the first progress is visible, and starts the host again; repeats it if the
    /// job had ended before.
    /// </summary>
    /// <param name="begin">Gets the number of the attempt, counted from 1.</param>
    private static async Task<(LongWork.Started Begun, int Try)> KilledInTimeAsync(
        Portal portal,
        LongWork work,
        Func<int, Task<LongWork.Started>> begin,
        Func<LongWork.Started, Task<bool>> shows,
        int tries
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var begun = await begin(attempt);
            var since = TimeProvider.System.GetTimestamp();
            while (!await shows(begun) && !await EndedAsync(work, begun))
            {
                if (TimeProvider.System.GetElapsedTime(since) > Patience)
                    throw new TimeoutException($"It did not begin: {await RunAsync(work, begun)}");
                await Task.Delay(5, Ct);
            }
            await portal.KillAsync();
            await portal.StartAgainAsync(Ct);
            if (await WasKilledAsync(work, begun))
                return (begun, attempt);
            Assert.True(
                attempt < tries,
                $"It ended before the host was killed, so this shows nothing. Give it more to do: {await RunAsync(work, begun)}"
            );
        }
    }

    /// <summary>
    /// Whether the run has named its stage. The count of a stage is written every half second, and a stage of a small
    /// audit is shorter.
    /// </summary>
    private static async Task<bool> HasBegunAsync(LongWork work, LongWork.Started begun) =>
        (await RunAsync(work, begun))["stage"] is not null;

    private static async Task<bool> EndedAsync(LongWork work, LongWork.Started begun) =>
        (await RunAsync(work, begun))["finishedAt"] is not null;

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
