using Governance.Annotation;
using Governance.Consent;
using Governance.Platform;
using Governance.Testing;

namespace Governance.Tests.Annotation;

public sealed class ConsentAtLabellingTests(TestDatabase databases)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Samples_without_valid_consent_stay_out_and_are_counted_with_their_reasons()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 8, consents: false);
        var later = world.Time.GetUtcNow() + TimeSpan.FromHours(1);
        await world.ConsentAsync(world.Subjects[0], ConsentState.Given);
        await world.ConsentAsync(world.Subjects[1], ConsentState.Given, until: later);
        await world.ConsentAsync(world.Subjects[2], ConsentState.Given);
        await world.ConsentAsync(world.Subjects[3], ConsentState.Given, Modalities.Image | Modalities.Sensor);
        await world.ConsentAsync(world.Subjects[4], ConsentState.Requested);
        await world.ConsentAsync(world.Subjects[5], ConsentState.Refused);
        await world.ConsentAsync(world.Subjects[6], ConsentState.Given, Modalities.Text);
        world.Time.Advance(TimeSpan.FromHours(2));
        await world.ConsentAsync(world.Subjects[2], ConsentState.Withdrawn);
        var project = await world.ProjectAsync(AnnotationWorld.TextOnly);

        var handedOut = new List<Guid>();
        TaskProgress? progress = null;
        for (var handout = await world.NextAsync(world.Ada, project); handout is not null; )
        {
            handedOut.Add(handout.Sample.Id);
            progress = handout.Progress;
            handout = (
                await world.Queue.SubmitAsync(world.Ada, handout.Task.Id, handout.Task.LeaseToken, [], _ct)
            ).Value;
        }

        Assert.Equal([world.Samples[0].Id, world.Samples[6].Id], handedOut);
        Assert.Equal((6, 8), (progress!.Excluded, progress.Total));
        var summary = (await world.Projects.FindAsync(world.Ada, project.Id, _ct)).Value.Summary.Progress;
        Assert.Equal(0, summary.Remaining);
        Assert.Equal(
            new Dictionary<Exclusion, int>
            {
                [Exclusion.NoRecord] = 1,
                [Exclusion.NotYetAnswered] = 1,
                [Exclusion.Refused] = 1,
                [Exclusion.Withdrawn] = 1,
                [Exclusion.Expired] = 1,
                [Exclusion.ModalityNotCovered] = 1,
            },
            summary.ExcludedBy
        );
        Assert.Contains("1 consent withdrawn", summary.ExcludedReason, StringComparison.Ordinal);
        var rows = (await world.Projects.TaskGridAsync(world.Steward, project.Id, TaskState.Open, 0, 10, _ct))
            .Value
            .Items;
        Assert.Equal(
            [
                "consent expired",
                "consent withdrawn",
                "consent does not cover the modality",
                "requested, not yet answered",
                "consent refused",
                "no consent on record",
            ],
            rows.Select(r => r.Excluded)
        );
    }

    [Fact]
    public async Task A_modality_that_is_not_permitted_is_withheld_everywhere()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 1, consents: false);
        await world.ConsentAsync(world.Subjects[0], ConsentState.Given, Modalities.Text);
        var handout = await world.NextAsync(world.Ada, await world.ProjectAsync(AnnotationWorld.TextOnly));

        Assert.Equal(AnnotationWorld.Note, handout.Sample.Parts.Single(p => p.Name == "note").Text);
        Assert.All(handout.Sample.Parts.Where(p => p.Name != "note"), part =>
        {
            Assert.Equal("not-permitted", part.Missing!.Reason);
            Assert.Null(part.Digest);
            Assert.Null(part.Stream);
        });
        var stream = await StreamOfAsync(world);
        Assert.True((await world.Contents.OpenAsync(world.Ada, handout.Task.Id, "note", _ct)).Ok);
        Assert.IsType<PartWithheld>((await world.Contents.OpenAsync(world.Ada, handout.Task.Id, "photo", _ct)).Refusal);
        Assert.IsType<PartWithheld>(
            (await world.Contents.SeriesAsync(world.Ada, handout.Task.Id, stream, new(0, 1, 100), _ct)).Refusal
        );
    }

    [Fact]
    public async Task A_withdrawal_between_handout_and_save_refuses_the_save_with_the_reason_and_takes_the_task_away()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 2);
        var project = await world.ProjectAsync();
        var handout = await world.NextAsync(world.Ada, project);
        var id = Guid.CreateVersion7();
        Assert.True(
            (await world.SaveAsync(world.Ada, handout, id, 1, AnnotationWorld.Choice(id, handout.Sample.Id))).Ok
        );
        world.Time.Advance(TimeSpan.FromSeconds(1));
        await world.ConsentAsync(world.Subjects[0], ConsentState.Withdrawn);

        var refused = await world.SaveAsync(
            world.Ada,
            handout,
            id,
            2,
            AnnotationWorld.Choice(id, handout.Sample.Id, "worn")
        );

        Assert.Contains(
            "consent withdrawn",
            Assert.IsType<NotPermitted>(refused.Refusal).What,
            StringComparison.Ordinal
        );
        Assert.Equal(RefusalKind.Forbidden, refused.Refusal!.Kind);
        Assert.IsType<NotPermitted>(
            (
                await world.Queue.SubmitAsync(world.Ada, handout.Task.Id, handout.Task.LeaseToken, [new(id, 1)], _ct)
            ).Refusal
        );
        Assert.IsType<NotPermitted>((await world.Contents.OpenAsync(world.Ada, handout.Task.Id, "photo", _ct)).Refusal);
        var next = await world.NextAsync(world.Ada, project);
        Assert.NotEqual(handout.Task.Id, next.Task.Id);
        Assert.Equal((1, "1 consent withdrawn"), (next.Progress.Excluded, next.Progress.ExcludedReason));
    }

    [Fact]
    public async Task Labels_may_be_taken_back_after_a_withdrawal()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 1);
        var handout = await world.NextAsync(world.Ada, await world.ProjectAsync());
        var id = Guid.CreateVersion7();
        await world.SaveAsync(world.Ada, handout, id, 1, AnnotationWorld.Choice(id, handout.Sample.Id));
        world.Time.Advance(TimeSpan.FromSeconds(1));
        await world.ConsentAsync(world.Subjects[0], ConsentState.Withdrawn);

        Assert.True(
            (await world.Annotations.DeleteAsync(world.Ada, id, handout.Task.Id, handout.Task.LeaseToken, 2, _ct)).Ok
        );
    }

    [Fact]
    public async Task A_workbench_is_told_what_it_may_keep_of_each_task_and_part()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 3);
        var project = await world.ProjectAsync(AnnotationWorld.TextOnly);
        var tasks = (await world.Projects.TaskGridAsync(world.Steward, project.Id, null, 0, 10, _ct)).Value.Items;
        Guid TaskOf(int n) => tasks.Single(t => t.SampleId == world.Samples[n].Id).Id;
        world.Time.Advance(TimeSpan.FromSeconds(1));
        await world.ConsentAsync(world.Subjects[1], ConsentState.Given, Modalities.Text);
        await world.ConsentAsync(world.Subjects[2], ConsentState.Withdrawn);
        var gone = Guid.CreateVersion7();

        var held = (
            await world.Contents.HeldAsync(world.Ben, [TaskOf(0), TaskOf(1), TaskOf(2), gone, gone], _ct)
        ).Value;

        Assert.Equal(
            [(TaskOf(0), true), (TaskOf(1), true), (TaskOf(2), false), (gone, false)],
            held.Select(h => (h.TaskId, h.Permitted))
        );
        Assert.Equal(["note", "photo", "vibration"], held[0].Parts);
        Assert.Equal(["note"], held[1].Parts);
        Assert.Empty(held[2].Parts);
        Assert.IsType<HeldTasksOutOfRange>((await world.Contents.HeldAsync(world.Ben, [], _ct)).Refusal);
        Assert.IsType<HeldTasksOutOfRange>(
            (
                await world.Contents.HeldAsync(
                    world.Ben,
                    [.. Enumerable.Range(0, 201).Select(_ => Guid.CreateVersion7())],
                    _ct
                )
            ).Refusal
        );
        var reader = new Actor(Guid.CreateVersion7(), "r", new HashSet<string> { AnnotationPolicies.Read });
        Assert.IsType<NotAllowed>((await world.Contents.HeldAsync(reader, [TaskOf(0)], _ct)).Refusal);
    }

    [Fact]
    public async Task A_label_that_quotes_a_withdrawn_text_is_hidden_and_shown_again_with_a_new_consent()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 1);
        var project = await world.ProjectAsync();
        var handout = await world.NextAsync(world.Ada, project);
        var (choice, span) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await world.SaveAsync(world.Ada, handout, choice, 1, AnnotationWorld.Choice(choice, handout.Sample.Id));
        var saved = await world.SaveAsync(world.Ada, handout, span, 1, AnnotationWorld.Span(span, handout.Sample.Id));
        Assert.True(saved.Ok, saved.Refusal?.What);
        Task<Result<Page<AnnotationRow>>> ListAsync() =>
            world.Annotations.ListAsync(world.Steward, handout.Sample.Id, null, null, null, _ct);
        Assert.Equal(2, (await ListAsync()).Value.Items.Count);

        world.Time.Advance(TimeSpan.FromSeconds(1));
        await world.ConsentAsync(world.Subjects[0], ConsentState.Given, Modalities.Image | Modalities.Sensor);
        Assert.Equal([choice], (await ListAsync()).Value.Items.Select(a => a.Id));

        world.Time.Advance(TimeSpan.FromSeconds(1));
        await world.ConsentAsync(world.Subjects[0], ConsentState.Given);
        Assert.Equal(2, (await ListAsync()).Value.Items.Count);
    }

    private static async Task<Guid> StreamOfAsync(AnnotationWorld world)
    {
        await using var db = world.CreateDbContext();
        return db.Set<Governance.Catalog.RecordingStream>().Single().Id;
    }
}
