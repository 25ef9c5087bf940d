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

    private Task<Slice> OpenAsync() => Slice.OpenAsync(server, services => services.AddRunJob<Chore>("chore", "chores.read").AddSingleton<Diary>());

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
        var onlooker = Slice.Nobody with { Permissions = new HashSet<string> { PlatformPolicies.ReadRuns, "chores.read" } };
        Assert.IsType<NotAllowed>((await slice.Get<RunBook>().CancelAsync(run.Id, onlooker, Ct)).Refusal);
        Assert.IsType<NotFound>((await slice.Get<RunBook>().CancelAsync(run.Id, Slice.Nobody, Ct)).Refusal);
        Assert.True((await slice.Get<RunBook>().CancelAsync(run.Id, Slice.Steward, Ct)).Ok);
        await slice.WorkAsync();
        Assert.Equal((RunState.Cancelled, 0), ((await slice.RunAsync(run.Id)).State, slice.Get<Diary>().Done));
        Assert.IsType<RunIsOver>((await slice.Get<RunBook>().CancelAsync(run.Id, Slice.Steward, Ct)).Refusal);
    }

    [Fact]
    public async Task A_run_its_refusals_and_its_progress_are_seen_by_who_may_read_its_subject_or_started_it()
    {
        await using var slice = await Slice.OpenAsync(server, services => services.AddRunJob<Chore>("chore", "chores.read")
            .AddRunJob<Chore>("secret", "secrets.read").AddSingleton<Diary>());
        var (reader, starter) = (Person("chores.read"), Person());
        var runs = new List<Run>();
        for (var i = 0; i < 12; i++) runs.Add(await AddAsync(slice, i % 3 == 0 ? "chore" : "secret", Slice.Steward.UserId));
        var own = await AddAsync(slice, "secret", starter.UserId);
        var forgotten = await AddAsync(slice, "no-module-registers-this", Slice.Steward.UserId);

        Assert.Equal(runs.Where(r => r.Kind == "chore").Select(r => r.Id).Order(), (await ListAsync(slice, reader)).Order());
        Assert.Equal([own.Id], await ListAsync(slice, starter));
        Assert.Equal(14, (await ListAsync(slice, Slice.Steward)).Count);
        var book = slice.Get<RunBook>();
        Assert.Equal(4, (await book.CurrentAsync(reader, TimeSpan.FromDays(1), Ct)).Count);
        Assert.Empty(await book.CurrentAsync(Slice.Nobody, TimeSpan.FromDays(1), Ct));

        // The refusal is that of a run that does not exist.
        foreach (var unseen in new[] { own.Id, forgotten.Id, Guid.NewGuid() })
        {
            Assert.Equal(new NotFound("run", unseen.ToString()), (await book.FindAsync(reader, unseen, Ct)).Refusal);
            Assert.Equal(new NotFound("run", unseen.ToString()), (await book.RefusalsAsync(reader, unseen, 0, 10, Ct)).Refusal);
            Assert.Equal(new NotFound("run", unseen.ToString()), (await book.CancelAsync(unseen, reader with { Permissions = new HashSet<string> { PlatformPolicies.ManageRuns } }, Ct)).Refusal);
        }
        Assert.Equal("photos/Mary Poppins.jpg", Assert.Single((await book.RefusalsAsync(starter, own.Id, 0, 10, Ct)).Value.Items).File);

        static Actor Person(params string[] permissions) => new(Guid.NewGuid(), "somebody", permissions.Append(PlatformPolicies.ReadRuns).ToHashSet());
    }

    private static async Task<Run> AddAsync(Slice slice, string kind, Guid startedBy)
    {
        var run = new Run { Kind = kind, Title = "A chore", TargetId = Guid.NewGuid(), StartedById = startedBy, StartedBy = "x", CreatedAt = slice.Time.GetUtcNow() };
        await using var db = slice.Db();
        db.AddRange(run, new RunRefusal { RunId = run.Id, Code = "x", File = "photos/Mary Poppins.jpg", What = "x", Remedy = "x" });
        await db.SaveChangesAsync(Ct);
        return run;
    }

    private static async Task<List<Guid>> ListAsync(Slice slice, Actor actor)
    {
        var seen = new List<Guid>();
        for (string? cursor = null; ;)
        {
            var page = (await slice.Get<RunBook>().ListAsync(actor, null, cursor, 3, Ct)).Value;
            seen.AddRange(page.Items.Select(r => r.Id));
            if ((cursor = page.Next) is null) return seen;
            Assert.Equal(3, page.Items.Count);
        }
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
