using System.Collections.Concurrent;
using Governance.Annotation;
using Governance.Platform;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Annotation;

public sealed class TaskQueueTests(TestDatabase databases)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Eight_annotators_at_once_never_get_the_same_task()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 20);
        var project = await world.ProjectAsync(AnnotationWorld.TextOnly);
        var handedOut = new ConcurrentBag<(Guid Task, Guid Token)>();

        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async i =>
                {
                    var annotator = AnnotationWorld.Annotator($"annotator {i}");
                    var handout = (await world.Queue.NextAsync(annotator, project.Id, null, _ct)).Value;
                    while (handout is not null)
                    {
                        handedOut.Add((handout.Task.Id, handout.Task.LeaseToken));
                        handout = (
                            await world.Queue.SubmitAsync(annotator, handout.Task.Id, handout.Task.LeaseToken, [], _ct)
                        ).Value;
                    }
                })
        );

        Assert.Equal(20, handedOut.Select(h => h.Task).Distinct().Count());
        Assert.Equal(20, handedOut.Count);
        await using var db = world.CreateDbContext();
        Assert.Equal(20, await db.Set<AnnotationTask>().CountAsync(t => t.State == TaskState.Submitted, _ct));
    }

    [Fact]
    public async Task Twenty_held_tasks_are_held_by_twenty_annotators()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 20);
        var project = await world.ProjectAsync();

        var handouts = await Task.WhenAll(
            Enumerable
                .Range(0, 24)
                .Select(async i =>
                    (await world.Queue.NextAsync(AnnotationWorld.Annotator($"a{i}"), project.Id, null, _ct)).Value
                )
        );

        Assert.Equal(20, handouts.Where(h => h is not null).Select(h => h!.Task.Id).Distinct().Count());
        Assert.Equal(4, handouts.Count(h => h is null));
    }

    [Fact]
    public async Task Two_tabs_of_one_annotator_get_the_same_task()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 10);
        var project = await world.ProjectAsync();

        var handouts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => world.NextAsync(world.Ada, project)));

        Assert.Single(handouts.Select(h => (h.Task.Id, h.Task.LeaseToken)).Distinct());
    }

    [Fact]
    public async Task A_lease_that_ran_out_goes_to_the_next_who_asks_and_the_old_holder_can_do_nothing_more()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 1);
        var project = await world.ProjectAsync();
        var old = await world.NextAsync(world.Ada, project);
        Assert.Null((await world.Queue.NextAsync(world.Ben, project.Id, null, _ct)).Value);

        world.Time.Advance(world.Settings.Lease);
        var handedOver = await world.NextAsync(world.Ben, project);

        Assert.Equal(old.Task.Id, handedOver.Task.Id);
        Assert.NotEqual(old.Task.LeaseToken, handedOver.Task.LeaseToken);
        var id = Guid.CreateVersion7();
        Assert.IsType<LeaseLost>(
            (await world.SaveAsync(world.Ada, old, id, 1, AnnotationWorld.Choice(id, old.Sample.Id))).Refusal
        );
        Assert.IsType<LeaseLost>(
            (await world.Annotations.DeleteAsync(world.Ada, id, old.Task.Id, old.Task.LeaseToken, 1, _ct)).Refusal
        );
        Assert.IsType<LeaseLost>(
            (await world.Queue.HeartbeatAsync(world.Ada, old.Task.Id, old.Task.LeaseToken, _ct)).Refusal
        );
        Assert.IsType<LeaseLost>(
            (await world.Queue.SubmitAsync(world.Ada, old.Task.Id, old.Task.LeaseToken, [], _ct)).Refusal
        );
        Assert.IsType<LeaseLost>((await world.Contents.OpenAsync(world.Ada, old.Task.Id, "photo", _ct)).Refusal);
        Assert.True((await world.Queue.ReleaseAsync(world.Ada, old.Task.Id, old.Task.LeaseToken, _ct)).Ok);
        Assert.True(
            (await world.SaveAsync(world.Ben, handedOver, id, 1, AnnotationWorld.Choice(id, old.Sample.Id))).Ok
        );
    }

    [Fact]
    public async Task A_token_alone_is_not_a_lease()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 1);
        var handout = await world.NextAsync(world.Ada, await world.ProjectAsync());
        var id = Guid.CreateVersion7();

        Assert.IsType<LeaseLost>(
            (await world.SaveAsync(world.Ben, handout, id, 1, AnnotationWorld.Choice(id, handout.Sample.Id))).Refusal
        );
        Assert.IsType<LeaseLost>(
            (await world.Queue.HeartbeatAsync(world.Ben, handout.Task.Id, handout.Task.LeaseToken, _ct)).Refusal
        );
        Assert.IsType<LeaseLost>(
            (await world.Queue.HeartbeatAsync(world.Ada, handout.Task.Id, Guid.NewGuid(), _ct)).Refusal
        );
    }

    [Fact]
    public async Task A_lease_that_ran_out_and_was_given_to_nobody_comes_back_by_a_heartbeat()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 1);
        var handout = await world.NextAsync(world.Ada, await world.ProjectAsync());
        var id = Guid.CreateVersion7();
        world.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.IsType<LeaseLost>(
            (await world.SaveAsync(world.Ada, handout, id, 1, AnnotationWorld.Choice(id, handout.Sample.Id))).Refusal
        );

        var until = await world.Queue.HeartbeatAsync(world.Ada, handout.Task.Id, handout.Task.LeaseToken, _ct);

        Assert.Equal(world.Time.GetUtcNow() + world.Settings.Lease, until.Value);
        Assert.True(
            (await world.SaveAsync(world.Ada, handout, id, 1, AnnotationWorld.Choice(id, handout.Sample.Id))).Ok
        );
    }

    [Fact]
    public async Task A_lost_task_is_preferred_when_it_is_free_again()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 3);
        var project = await world.ProjectAsync();
        var lost = await world.NextAsync(world.Ada, project);
        world.Time.Advance(world.Settings.Lease);
        var bens = await world.NextAsync(world.Ben, project);
        Assert.Equal(lost.Task.Id, bens.Task.Id);

        var meanwhile = (await world.Queue.NextAsync(world.Ada, project.Id, lost.Task.Id, _ct)).Value!;
        Assert.NotEqual(lost.Task.Id, meanwhile.Task.Id);
        await world.Queue.ReleaseAsync(world.Ben, bens.Task.Id, bens.Task.LeaseToken, _ct);
        var back = (await world.Queue.NextAsync(world.Ada, project.Id, lost.Task.Id, _ct)).Value!;

        Assert.Equal(lost.Task.Id, back.Task.Id);
        await using var db = world.CreateDbContext();
        Assert.Equal(
            [lost.Task.Id],
            await db.Set<AnnotationTask>()
                .Where(t => t.LeaseUserId == world.Ada.UserId)
                .Select(t => t.Id)
                .ToListAsync(_ct)
        );
    }

    [Fact]
    public async Task Submitting_again_with_the_same_lease_answers_the_same_way()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 2);
        var handout = await world.NextAsync(world.Ada, await world.ProjectAsync());
        var id = Guid.CreateVersion7();
        await world.SaveAsync(world.Ada, handout, id, 1, AnnotationWorld.Choice(id, handout.Sample.Id));

        var first = await world.Queue.SubmitAsync(
            world.Ada,
            handout.Task.Id,
            handout.Task.LeaseToken,
            [new(id, 1)],
            _ct
        );
        var second = await world.Queue.SubmitAsync(
            world.Ada,
            handout.Task.Id,
            handout.Task.LeaseToken,
            [new(id, 1)],
            _ct
        );

        Assert.Equal(first.Value!.Task.Id, second.Value!.Task.Id);
        Assert.Equal(first.Value.Task.LeaseToken, second.Value.Task.LeaseToken);
        Assert.Equal(
            (1, 2, 1),
            (second.Value.Progress.Done, second.Value.Progress.Total, second.Value.Progress.MineToday)
        );
        await using var db = world.CreateDbContext();
        Assert.Equal(1, await db.Set<Governance.Ledger.LedgerEntry>().CountAsync(e => e.Kind == "task.submitted", _ct));
    }

    [Fact]
    public async Task A_submission_is_refused_while_a_named_revision_or_a_required_field_is_lacking()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 1);
        var handout = await world.NextAsync(world.Ada, await world.ProjectAsync());
        var id = Guid.CreateVersion7();
        Task<Result<TaskHandout?>> Submit(params NamedRevision[] named) =>
            world.Queue.SubmitAsync(world.Ada, handout.Task.Id, handout.Task.LeaseToken, named, _ct);

        Assert.Contains(
            "“State”",
            Assert.IsType<RequiredFieldEmpty>((await Submit()).Refusal).What,
            StringComparison.Ordinal
        );
        Assert.IsType<AnnotationsNotArrived>((await Submit(new NamedRevision(id, 1))).Refusal);
        await world.SaveAsync(world.Ada, handout, id, 1, AnnotationWorld.Choice(id, handout.Sample.Id));
        Assert.IsType<AnnotationsNotArrived>((await Submit(new NamedRevision(id, 2))).Refusal);
        Assert.True((await Submit(new NamedRevision(id, 1))).Ok);
    }

    [Fact]
    public async Task A_single_choice_with_two_options_is_not_submitted()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 1);
        var handout = await world.NextAsync(world.Ada, await world.ProjectAsync());
        foreach (var value in new[] { "good", "worn" })
        {
            var id = Guid.CreateVersion7();
            Assert.True(
                (
                    await world.SaveAsync(
                        world.Ada,
                        handout,
                        id,
                        1,
                        AnnotationWorld.Choice(id, handout.Sample.Id, value)
                    )
                ).Ok
            );
        }

        Assert.IsType<OneOptionOnly>(
            (await world.Queue.SubmitAsync(world.Ada, handout.Task.Id, handout.Task.LeaseToken, null, _ct)).Refusal
        );
    }

    [Fact]
    public async Task A_skipped_task_says_why_and_comes_back_when_it_is_opened_again()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 1);
        var project = await world.ProjectAsync();
        var handout = await world.NextAsync(world.Ada, project);

        Assert.IsType<SkipReasonMissing>(
            (await world.Queue.SkipAsync(world.Ada, handout.Task.Id, handout.Task.LeaseToken, " ", _ct)).Refusal
        );
        Assert.True(
            (await world.Queue.SkipAsync(world.Ada, handout.Task.Id, handout.Task.LeaseToken, "blurred", _ct)).Ok
        );
        Assert.True(
            (await world.Queue.SkipAsync(world.Ada, handout.Task.Id, handout.Task.LeaseToken, "blurred", _ct)).Ok
        );
        Assert.Null((await world.Queue.NextAsync(world.Ada, project.Id, null, _ct)).Value);
        var row = Assert.Single(
            (await world.Projects.TaskGridAsync(world.Steward, project.Id, null, 0, 10, _ct)).Value.Items
        );
        Assert.Equal((TaskState.Skipped, "blurred", "ada"), (row.State, row.SkipReason, row.EndedBy));

        Assert.IsType<NotAllowed>((await world.Queue.ReopenAsync(world.Ada, handout.Task.Id, _ct)).Refusal);
        Assert.True((await world.Queue.ReopenAsync(world.Steward, handout.Task.Id, _ct)).Ok);
        Assert.IsType<TaskNotEnded>((await world.Queue.ReopenAsync(world.Steward, handout.Task.Id, _ct)).Refusal);
        Assert.Equal(handout.Task.Id, (await world.NextAsync(world.Ben, project)).Task.Id);
    }

    [Fact]
    public async Task A_task_with_labels_waits_for_who_made_them_and_another_annotator_is_handed_the_next()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 2);
        var project = await world.ProjectAsync();
        var handout = await world.NextAsync(world.Ada, project);
        var id = Guid.CreateVersion7();
        await world.SaveAsync(world.Ada, handout, id, 3, AnnotationWorld.Choice(id, handout.Sample.Id));
        await world.Queue.ReleaseAsync(world.Ada, handout.Task.Id, handout.Task.LeaseToken, _ct);

        var bens = (await world.Queue.NextAsync(world.Ben, project.Id, handout.Task.Id, _ct)).Value!;
        Assert.NotEqual(handout.Task.Id, bens.Task.Id);
        await world.Queue.SkipAsync(world.Ben, bens.Task.Id, bens.Task.LeaseToken, "blurred", _ct);
        Assert.Null((await world.Queue.NextAsync(world.Ben, project.Id, null, _ct)).Value);

        // The steward manages the project, and so sees and can continue the labels of everybody.
        var stewards = await world.NextAsync(world.Steward, project);
        var label = Assert.Single(stewards.Annotations);
        Assert.Equal((id, 3), (label.Id, label.Revision));
        Assert.Equal("good", (string?)label.Body["body"]!["value"]);
        await world.Queue.ReleaseAsync(world.Steward, stewards.Task.Id, stewards.Task.LeaseToken, _ct);
        Assert.Equal([id], (await world.NextAsync(world.Ada, project)).Annotations.Select(a => a.Id));
    }

    [Fact]
    public async Task A_closed_project_hands_nothing_out_and_keeps_nothing_more()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 2);
        var project = await world.ProjectAsync();
        var handout = await world.NextAsync(world.Ada, project);
        var id = Guid.CreateVersion7();
        await world.Projects.CloseAsync(world.Steward, project.Id, _ct);

        Assert.IsType<ProjectIsClosed>((await world.Queue.NextAsync(world.Ben, project.Id, null, _ct)).Refusal);
        Assert.IsType<ProjectIsClosed>(
            (await world.SaveAsync(world.Ada, handout, id, 1, AnnotationWorld.Choice(id, handout.Sample.Id))).Refusal
        );
        await world.Projects.OpenAsync(world.Steward, project.Id, _ct);
        Assert.True(
            (await world.SaveAsync(world.Ada, handout, id, 1, AnnotationWorld.Choice(id, handout.Sample.Id))).Ok
        );
    }
}
