using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Governance.Tests.Platform;

public sealed class RunTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Task<Slice> OpenAsync() => Slice.OpenAsync(server, services => services.AddRunJob<Chore>("chore").AddSingleton<Diary>());

    private static async Task<Run> StartAsync(Slice slice, Guid? target = null)
    {
        var run = new Run
        {
            Kind = "chore",
            Title = "A chore",
            TargetId = target ?? Guid.NewGuid(),
            StartedById = Slice.Steward.UserId,
            StartedBy = "steward",
            CreatedAt = slice.Time.GetUtcNow(),
        };
        await using var db = slice.Db();
        db.Add(run);
        await db.SaveChangesAsync(Ct);
        slice.Get<RunBook>().Enqueue(run);
        return run;
    }

    [Fact]
    public async Task A_run_is_done_once_however_often_the_queue_calls()
    {
        await using var slice = await OpenAsync();
        var run = await StartAsync(slice);
        slice.Get<RunBook>().Enqueue(run);
        await slice.WorkAsync();
        Assert.Equal(RunState.Succeeded, (await slice.RunAsync(run.Id)).State);
        Assert.Equal(1, slice.Get<Diary>().Done);
    }

    [Fact]
    public async Task A_run_whose_worker_died_is_found_by_the_sweep_and_done_again()
    {
        await using var slice = await OpenAsync();
        var run = await StartAsync(slice);
        await using (var db = slice.Db())
            await db.Set<Run>().ExecuteUpdateAsync(set => set.SetProperty(r => r.State, RunState.Running).SetProperty(r => r.Owner, "dead").SetProperty(r => r.HeartbeatAt, slice.Time.GetUtcNow()), Ct);
        await slice.WorkAsync();
        Assert.Equal(0, slice.Get<Diary>().Done); // its worker may still live

        slice.Time.Advance(RunDispatcher.StaleAfter + TimeSpan.FromSeconds(1));
        var sweep = new RunSweep(slice.Get<IDbContextFactory<GovernanceDb>>(), slice.Get<IServiceProvider>(), slice.Time, NullLogger<RunSweep>.Instance);
        Assert.Equal(1, await sweep.SweepAsync(Ct));
        Assert.Equal(0, await sweep.SweepAsync(Ct)); // not every five seconds anew
        await slice.WorkAsync();
        Assert.Equal((RunState.Succeeded, 1), ((await slice.RunAsync(run.Id)).State, slice.Get<Diary>().Done));
    }

    [Fact]
    public async Task A_failure_is_told_without_its_detail_and_cleaned_up_after()
    {
        await using var slice = await OpenAsync();
        slice.Get<Diary>().Trouble = new InvalidOperationException("the subject's name is in here");
        var run = await StartAsync(slice);
        await slice.WorkAsync();
        var ended = await slice.RunAsync(run.Id);
        Assert.Equal(RunState.Failed, ended.State);
        Assert.DoesNotContain("name", ended.Error, StringComparison.Ordinal);
        Assert.Equal(run.TargetId, slice.Get<Diary>().CleanedUp);
    }

    [Fact]
    public async Task A_queued_run_that_is_cancelled_never_begins_and_only_its_starter_or_a_manager_may_cancel()
    {
        await using var slice = await OpenAsync();
        var run = await StartAsync(slice);
        Assert.IsType<NotAllowed>((await slice.Get<RunBook>().CancelAsync(run.Id, Slice.Nobody, Ct)).Refusal);
        Assert.True((await slice.Get<RunBook>().CancelAsync(run.Id, Slice.Steward, Ct)).Ok);
        await slice.WorkAsync();
        Assert.Equal((RunState.Cancelled, 0), ((await slice.RunAsync(run.Id)).State, slice.Get<Diary>().Done));
        Assert.IsType<RunIsOver>((await slice.Get<RunBook>().CancelAsync(run.Id, Slice.Steward, Ct)).Refusal);
    }

    private sealed class Diary
    {
        public int Done { get; set; }
        public Guid? CleanedUp { get; set; }
        public Exception? Trouble { get; set; }
    }

    private sealed class Chore(Diary diary) : IRunJob
    {
        public Task RunAsync(RunContext run, CancellationToken ct)
        {
            if (diary.Trouble is { } trouble) throw trouble;
            diary.Done++;
            return Task.CompletedTask;
        }

        public Task CleanUpAsync(Guid targetId, CancellationToken ct)
        {
            diary.CleanedUp = targetId;
            return Task.CompletedTask;
        }
    }
}
