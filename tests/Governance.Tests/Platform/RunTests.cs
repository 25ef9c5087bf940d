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

    private Task<Slice> OpenAsync() =>
        Slice.OpenAsync(server, services => services.AddRunJob<Chore>("chore", "chores.read").AddSingleton<Diary>());

    private static async Task<Run> StartAsync(Slice slice, Guid? target = null)
    {
        var run = new Run
        {
            Kind = "chore",
            TitleMessage = new WrittenMessage("A chore"),
            TargetId = target ?? Guid.NewGuid(),
            StartedById = Slice.Steward.UserId,
            StartedBy = "steward",
            CreatedAt = slice.Time.GetUtcNow(),
        };
        await using var db = slice.Db();
        db.Add(run);
        await db.SaveChangesAsync(Ct);
        slice.Get<JobRuns>().Enqueue(run);
        return run;
    }

    [Fact]
    public async Task A_run_is_done_once_however_often_the_queue_calls()
    {
        await using var slice = await OpenAsync();
        var run = await StartAsync(slice);
        slice.Get<JobRuns>().Enqueue(run);
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
            await db.Set<Run>()
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(r => r.State, RunState.Running)
                            .SetProperty(r => r.Owner, "dead")
                            .SetProperty(r => r.HeartbeatAt, slice.Time.GetUtcNow()),
                    Ct
                );
        await slice.WorkAsync();
        Assert.Equal(0, slice.Get<Diary>().Done); // its worker may still live

        slice.Time.Advance(RunDispatcher.StaleAfter + TimeSpan.FromSeconds(1));
        var sweep = new RunSweep(
            slice.Get<IDbContextFactory<GovernanceDb>>(),
            slice.Get<IServiceProvider>(),
            slice.Get<ScratchFolder>(),
            slice.Time,
            NullLogger<RunSweep>.Instance
        );
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
        var onlooker = Slice.Nobody with
        {
            Permissions = new HashSet<string> { PlatformPolicies.ReadRuns, "chores.read" },
        };
        Assert.IsType<NotAllowed>((await slice.Get<JobRuns>().CancelAsync(run.Id, onlooker, Ct)).Refusal);
        Assert.IsType<NotFound>((await slice.Get<JobRuns>().CancelAsync(run.Id, Slice.Nobody, Ct)).Refusal);
        Assert.True((await slice.Get<JobRuns>().CancelAsync(run.Id, Slice.Steward, Ct)).Ok);
        await slice.WorkAsync();
        Assert.Equal((RunState.Cancelled, 0), ((await slice.RunAsync(run.Id)).State, slice.Get<Diary>().Done));
        Assert.IsType<RunIsOver>((await slice.Get<JobRuns>().CancelAsync(run.Id, Slice.Steward, Ct)).Refusal);
    }

    [Fact]
    public async Task A_run_its_refusals_and_its_progress_are_seen_by_who_may_read_its_subject_or_started_it()
    {
        await using var slice = await Slice.OpenAsync(server, services =>
            services
                .AddRunJob<Chore>("chore", "chores.read")
                .AddRunJob<Chore>("secret", "secrets.read")
                .AddSingleton<Diary>()
        );
        var (reader, starter) = (Person("chores.read"), Person());
        var runs = new List<Run>();
        for (var i = 0; i < 12; i++)
            runs.Add(await AddAsync(slice, i % 3 == 0 ? "chore" : "secret", Slice.Steward.UserId));
        var own = await AddAsync(slice, "secret", starter.UserId);
        var forgotten = await AddAsync(slice, "no-module-registers-this", Slice.Steward.UserId);

        Assert.Equal(
            runs.Where(r => r.Kind == "chore").Select(r => r.Id).Order(),
            (await ListAsync(slice, reader)).Order()
        );
        Assert.Equal([own.Id], await ListAsync(slice, starter));
        Assert.Equal(14, (await ListAsync(slice, Slice.Steward)).Count);
        var book = slice.Get<JobRuns>();
        Assert.Equal(4, (await book.CurrentAsync(reader, TimeSpan.FromDays(1), Ct)).Count);
        Assert.Empty(await book.CurrentAsync(Slice.Nobody, TimeSpan.FromDays(1), Ct));

        // The refusal is that of a run that does not exist.
        foreach (var unseen in new[] { own.Id, forgotten.Id, Guid.NewGuid() })
        {
            Assert.Equal(new NotFound("run", unseen.ToString()), (await book.FindAsync(reader, unseen, Ct)).Refusal);
            Assert.Equal(
                new NotFound("run", unseen.ToString()),
                (await book.RefusalsAsync(reader, unseen, 0, 10, Ct)).Refusal
            );
            Assert.Equal(
                new NotFound("run", unseen.ToString()),
                (
                    await book.CancelAsync(
                        unseen,
                        reader with
                        {
                            Permissions = new HashSet<string> { PlatformPolicies.ManageRuns },
                        },
                        Ct
                    )
                ).Refusal
            );
        }
        Assert.Equal(
            "photos/Mary Poppins.jpg",
            Assert.Single((await book.RefusalsAsync(starter, own.Id, 0, 10, Ct)).Value.Items).File
        );

        static Actor Person(params string[] permissions) =>
            new(Guid.NewGuid(), "somebody", permissions.Append(PlatformPolicies.ReadRuns).ToHashSet());
    }

    private static async Task<Run> AddAsync(Slice slice, string kind, Guid startedBy)
    {
        var run = new Run
        {
            Kind = kind,
            TitleMessage = new WrittenMessage("A chore"),
            TargetId = Guid.NewGuid(),
            StartedById = startedBy,
            StartedBy = "x",
            CreatedAt = slice.Time.GetUtcNow(),
        };
        await using var db = slice.Db();
        db.AddRange(
            run,
            new RunRefusal
            {
                RunId = run.Id,
                Code = "x",
                File = "photos/Mary Poppins.jpg",
                Reason = new WrittenMessage("x"),
                WrittenRemedy = "x",
            }
        );
        await db.SaveChangesAsync(Ct);
        return run;
    }

    private static async Task<List<Guid>> ListAsync(Slice slice, Actor actor)
    {
        var seen = new List<Guid>();
        for (string? cursor = null; ; )
        {
            var page = (await slice.Get<JobRuns>().ListAsync(actor, null, cursor, 3, Ct)).Value;
            seen.AddRange(page.Items.Select(r => r.Id));
            if ((cursor = page.Next) is null)
                return seen;
            Assert.Equal(3, page.Items.Count);
        }
    }

    [Fact]
    public async Task A_run_that_ended_its_worker_three_times_in_a_row_is_cleaned_up_after_and_not_taken_up_again()
    {
        await using var slice = await OpenAsync();
        slice.Get<Diary>().During = run => KilledAsync(slice, run);
        var run = await StartAsync(slice);
        await slice.WorkAsync();
        for (var kill = 1; kill < 3; kill++)
        {
            await AgainAsync(slice, run);
            Assert.Equal(RunState.Running, (await slice.RunAsync(run.Id)).State);
        }
        Assert.Equal((3, null), (slice.Get<Diary>().Begun, slice.Get<Diary>().CleanedUp));

        await AgainAsync(slice, run);

        var ended = await slice.RunAsync(run.Id);
        Assert.Equal((RunState.Failed, 3), (ended.State, slice.Get<Diary>().Begun));
        Assert.StartsWith(
            "The worker process ended three times before the job was done; ",
            ended.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(run.TargetId, slice.Get<Diary>().CleanedUp);
    }

    [Fact]
    public async Task A_clean_stop_of_the_host_is_no_kill_and_starts_the_count_again()
    {
        await using var slice = await OpenAsync();
        slice.Get<Diary>().During = run => KilledAsync(slice, run);
        var run = await StartAsync(slice);
        await slice.WorkAsync();
        await AgainAsync(slice, run);
        Assert.Equal(1, (await slice.RunAsync(run.Id)).Kills);

        // The third attempt is stopped with its host, which is not the run's fault.
        using var host = new CancellationTokenSource();
        slice.Get<Diary>().During = async _ => await host.CancelAsync();
        slice.Time.Advance(RunDispatcher.StaleAfter + TimeSpan.FromSeconds(1));
        await slice.Get<RunDispatcher>().ExecuteAsync(run.Id, host.Token);
        var released = await slice.RunAsync(run.Id);
        Assert.Equal((RunState.Queued, 0, 3), (released.State, released.Kills, released.Attempt));

        slice.Get<Diary>().During = null;
        slice.Get<JobRuns>().Enqueue(run);
        await slice.WorkAsync();
        Assert.Equal(RunState.Succeeded, (await slice.RunAsync(run.Id)).State);
    }

    [Fact]
    public async Task What_waits_and_is_cancelled_is_cleaned_up_and_only_then_over()
    {
        await using var slice = await OpenAsync();
        slice.Get<Diary>().CleaningTakes = () => slice.Time.Advance(TimeSpan.FromSeconds(40));
        var run = await StartAsync(slice);
        Assert.True((await slice.Get<JobRuns>().CancelAsync(run.Id, Slice.Steward, Ct)).Ok);
        var ended = await slice.RunAsync(run.Id);
        Assert.Equal(
            (RunState.Cancelled, run.TargetId, 0),
            (ended.State, slice.Get<Diary>().CleanedUp, slice.Get<Diary>().Begun)
        );
        Assert.Equal(Slice.Start.AddSeconds(40), ended.FinishedAt);
        Assert.Null(ended.StartedAt);
    }

    [Fact]
    public async Task Rate_and_time_left_are_of_the_present_stage_and_an_unknown_total_has_neither_percent_nor_time_left()
    {
        await using var slice = await OpenAsync();
        var seen = new List<Run>();
        slice.Get<Diary>().During = async run =>
        {
            async Task TellAsync(string stage, long done, long total)
            {
                await run.ProgressAsync(new WrittenMessage(stage), done, total, "files", Ct);
                seen.Add(await slice.RunAsync(run.RunId));
            }
            await TellAsync("unpacking", 0, 0);
            slice.Time.Advance(TimeSpan.FromSeconds(100));
            await TellAsync("unpacking", 200, 0);
            await TellAsync("writing", 10, 50);
            slice.Time.Advance(TimeSpan.FromSeconds(10));
            await TellAsync("writing", 20, 50);
        };
        await StartAsync(slice);
        await slice.WorkAsync();
        Assert.Equal(
            (0L, 2.0, (TimeSpan?)null),
            (seen[1].Total, seen[1].Rate(Slice.Start.AddSeconds(100)), seen[1].TimeLeft(Slice.Start.AddSeconds(100)))
        );
        Assert.Null(seen[2].Rate(Slice.Start.AddSeconds(101)));
        Assert.Equal(
            (1.0, TimeSpan.FromSeconds(30)),
            (seen[3].Rate(Slice.Start.AddSeconds(110)), seen[3].TimeLeft(Slice.Start.AddSeconds(110)))
        );
    }

    [Fact]
    public async Task Telling_progress_notices_a_cancellation_also_when_nothing_is_written()
    {
        await using var slice = await OpenAsync();
        slice.Get<Diary>().During = async run =>
        {
            using var stop = new CancellationTokenSource();
            await run.ProgressAsync(new WrittenMessage("reading"), 1, 0, "rows", stop.Token);
            await stop.CancelAsync();
            await Assert.ThrowsAsync<OperationCanceledException>(() =>
                run.ProgressAsync(new WrittenMessage("reading"), 2, 0, "rows", stop.Token)
            );
            var counted = 0;
            var working = run.StageAsync(
                new WrittenMessage("counting"),
                0,
                "rows",
                told =>
                {
                    foreach (var _ in told.Of(Enumerable.Range(0, int.MaxValue)))
                        counted++;
                    return counted;
                },
                stop.Token
            );
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => working);
            Assert.Equal(0, counted);
        };
        var started = await StartAsync(slice);
        await slice.WorkAsync();
        Assert.Equal(RunState.Succeeded, (await slice.RunAsync(started.Id)).State);
    }

    /// <summary>What a kill leaves: a running row with a stale heartbeat.</summary>
    private static async Task KilledAsync(Slice slice, RunContext run)
    {
        await using var db = slice.Db();
        await db.Set<Run>()
            .Where(r => r.Id == run.RunId)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Owner, "dead"), Ct);
    }

    private static async Task AgainAsync(Slice slice, Run run)
    {
        slice.Time.Advance(RunDispatcher.StaleAfter + TimeSpan.FromSeconds(1));
        slice.Get<JobRuns>().Enqueue(run);
        await slice.WorkAsync();
    }

    private sealed class Diary
    {
        public int Begun { get; set; }
        public int Done { get; set; }
        public Guid? CleanedUp { get; set; }
        public Exception? Trouble { get; set; }
        public Func<RunContext, Task>? During { get; set; }
        public Action? CleaningTakes { get; set; }
    }

    private sealed class Chore(Diary diary) : IRunJob
    {
        public async Task RunAsync(RunContext run, CancellationToken ct)
        {
            diary.Begun++;
            if (diary.Trouble is { } trouble)
                throw trouble;
            if (diary.During is { } during)
                await during(run);
            ct.ThrowIfCancellationRequested();
            diary.Done++;
        }

        public Task CleanUpAsync(Guid targetId, CancellationToken ct)
        {
            diary.CleaningTakes?.Invoke();
            diary.CleanedUp = targetId;
            return Task.CompletedTask;
        }
    }
}
