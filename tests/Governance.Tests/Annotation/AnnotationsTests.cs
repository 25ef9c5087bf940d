using System.Text.Json;
using CsCheck;
using Governance.Annotation;
using Governance.Ledger;
using Governance.Platform;
using Governance.Provenance;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Annotation;

public sealed class AnnotationsTests(TestDatabase databases)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    /// <summary>Deliveries of the revisions 1 … n of one annotation, each at least once, in any order, with repeats.</summary>
    private static readonly Gen<int[]> Deliveries =
        from revisions in Gen.Int[1, 5]
        from repeats in Gen.Int[1, revisions].Array[0, 6]
        from order in Gen.Shuffle(Enumerable.Range(1, revisions).Concat(repeats).ToArray())
        select order;

    /// <summary>The body of a revision; every third revision is a deletion.</summary>
    private static string? ContentOf(int revision) =>
        revision % 3 == 0 ? null
        : revision % 2 == 0 ? "good"
        : "worn";

    [Fact]
    public async Task Whatever_the_order_and_the_repeats_the_highest_revision_stands()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 1);
        var handout = await world.NextAsync(world.Ada, await world.ProjectAsync());

        await Deliveries.SampleAsync(
            async deliveries =>
            {
                var id = Guid.CreateVersion7();
                var (highest, accepted) = (0, 0);
                foreach (var revision in deliveries)
                {
                    var answer = await DeliverAsync(world, handout, id, revision);
                    if (revision >= highest)
                        Assert.True(answer.Ok, answer.Refusal?.What);
                    else
                        Assert.Equal(highest, Assert.IsType<RevisionConflict>(answer.Refusal).CurrentRevision);
                    if (revision > highest)
                        accepted++;
                    highest = Math.Max(highest, revision);
                }
                await AssertStandsAsync(world, id, highest);
                await using var db = world.CreateDbContext();
                Assert.True(await db.Set<LedgerEntry>().CountAsync(e => e.ThingId == id, _ct) <= accepted);
            },
            iter: 40,
            threads: 1
        );
    }

    /// <summary>Every save locks the row of its task; a second connection for each save exhausts the pool.</summary>
    [Fact]
    public async Task Fifty_annotators_save_at_once_and_no_save_waits_for_a_second_connection()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 50);
        var project = await world.ProjectAsync();
        var held = new List<(Actor Actor, TaskHandout Handout)>();
        foreach (var annotator in Enumerable.Range(0, 50).Select(i => AnnotationWorld.Annotator($"annotator {i}")))
            held.Add((annotator, await world.NextAsync(annotator, project)));

        var answers = await Task.WhenAll(
            held.SelectMany(h =>
                Enumerable
                    .Range(0, 4)
                    .Select(_ =>
                    {
                        var id = Guid.CreateVersion7();
                        return world.SaveAsync(
                            h.Actor,
                            h.Handout,
                            id,
                            1,
                            AnnotationWorld.Span(id, h.Handout.Task.SampleId)
                        );
                    })
            )
        );

        Assert.All(answers, answer => Assert.True(answer.Ok, answer.Refusal?.What));
        await using var db = world.CreateDbContext();
        Assert.Equal(200, await db.Set<SampleAnnotation>().CountAsync(_ct));
    }

    [Fact]
    public async Task Deliveries_at_the_same_time_end_in_the_highest_revision()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 1);
        var handout = await world.NextAsync(world.Ada, await world.ProjectAsync());

        await Deliveries.SampleAsync(
            async deliveries =>
            {
                var id = Guid.CreateVersion7();
                await Task.WhenAll(deliveries.Select(revision => DeliverAsync(world, handout, id, revision)));
                await AssertStandsAsync(world, id, deliveries.Max());
            },
            iter: 25,
            threads: 1
        );
    }

    [Fact]
    public async Task The_same_revision_with_other_content_is_refused_with_the_revision_that_stands()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 1);
        var handout = await world.NextAsync(world.Ada, await world.ProjectAsync());
        var id = Guid.CreateVersion7();
        await world.SaveAsync(world.Ada, handout, id, 4, AnnotationWorld.Choice(id, handout.Sample.Id));

        var refused = await world.SaveAsync(
            world.Ada,
            handout,
            id,
            4,
            AnnotationWorld.Choice(id, handout.Sample.Id, "worn")
        );

        Assert.Equal(4, Assert.IsType<RevisionConflict>(refused.Refusal).CurrentRevision);
        Assert.IsType<RevisionConflict>(
            (
                await world.Annotations.DeleteAsync(world.Ada, id, handout.Task.Id, handout.Task.LeaseToken, 4, _ct)
            ).Refusal
        );
    }

    [Fact]
    public async Task The_order_of_members_and_white_space_are_no_other_content()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 1);
        var handout = await world.NextAsync(world.Ada, await world.ProjectAsync());
        var id = Guid.CreateVersion7();
        var body = AnnotationWorld.Choice(id, handout.Sample.Id);
        await world.SaveAsync(world.Ada, handout, id, 1, body);
        var turned =
            "{ "
            + string.Join(" , ", body.EnumerateObject().Reverse().Select(m => $"\"{m.Name}\" : {m.Value.GetRawText()}"))
            + " }";

        Assert.True((await world.SaveAsync(world.Ada, handout, id, 1, JsonDocument.Parse(turned).RootElement)).Ok);
    }

    [Fact]
    public async Task A_save_whose_answer_was_lost_is_confirmed_even_after_the_task_has_gone()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 1);
        var handout = await world.NextAsync(world.Ada, await world.ProjectAsync());
        var id = Guid.CreateVersion7();
        var body = AnnotationWorld.Choice(id, handout.Sample.Id);
        await world.SaveAsync(world.Ada, handout, id, 1, body);
        await world.Queue.SubmitAsync(world.Ada, handout.Task.Id, handout.Task.LeaseToken, [new(id, 1)], _ct);

        Assert.True((await world.SaveAsync(world.Ada, handout, id, 1, body)).Ok);
        Assert.IsType<LeaseLost>((await world.SaveAsync(world.Ada, handout, id, 2, body)).Refusal);
    }

    [Fact]
    public async Task Each_accepted_revision_is_witnessed_by_ledger_and_provenance_without_its_content()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 1);
        var handout = await world.NextAsync(world.Ada, await world.ProjectAsync());
        var id = Guid.CreateVersion7();
        for (var again = 0; again < 3; again++)
            await world.SaveAsync(world.Ada, handout, id, 1, AnnotationWorld.Choice(id, handout.Sample.Id));

        await using var db = world.CreateDbContext();
        var entry = await db.Set<LedgerEntry>().SingleAsync(e => e.ThingId == id, _ct);
        Assert.Equal("annotation.saved", entry.Kind);
        Assert.DoesNotContain("good", System.Text.Encoding.UTF8.GetString(entry.Body), StringComparison.Ordinal);
        var edge = await db.Set<Derivation>().SingleAsync(d => d.Output == ThingKey.Annotation(id), _ct);
        Assert.Equal(ThingKey.Sample(handout.Sample.Id), edge.Input);
        Assert.Equal("annotate", (await db.Set<Activity>().SingleAsync(a => a.Id == edge.ActivityId, _ct)).Kind);
    }

    [Fact]
    public async Task An_id_of_another_task_is_refused()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 2);
        var project = await world.ProjectAsync();
        var (hers, his) = (await world.NextAsync(world.Ada, project), await world.NextAsync(world.Ben, project));
        var id = Guid.CreateVersion7();
        await world.SaveAsync(world.Ada, hers, id, 1, AnnotationWorld.Choice(id, hers.Sample.Id));

        Assert.IsType<AnnotationElsewhere>(
            (await world.SaveAsync(world.Ben, his, id, 2, AnnotationWorld.Choice(id, his.Sample.Id))).Refusal
        );
    }

    [Fact]
    public async Task A_task_takes_no_more_annotations_than_the_options_say()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 1);
        world.Settings.MaxAnnotationsPerTask = 2;
        var handout = await world.NextAsync(world.Ada, await world.ProjectAsync());
        var answers = new List<Result>();
        for (var i = 0; i < 3; i++)
        {
            var id = Guid.CreateVersion7();
            answers.Add(await world.SaveAsync(world.Ada, handout, id, 1, AnnotationWorld.Span(id, handout.Sample.Id)));
        }

        Assert.Equal([true, true, false], answers.Select(a => a.Ok));
        Assert.IsType<TooManyAnnotations>(answers[2].Refusal);
    }

    [Fact]
    public async Task Lists_answer_what_stands_by_sample_and_by_project()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 1);
        var project = await world.ProjectAsync();
        var handout = await world.NextAsync(world.Ada, project);
        for (var i = 0; i < 5; i++)
        {
            var id = Guid.CreateVersion7();
            await world.SaveAsync(world.Ada, handout, id, 1, AnnotationWorld.Span(id, handout.Sample.Id));
            if (i == 4)
                await world.Annotations.DeleteAsync(world.Ada, id, handout.Task.Id, handout.Task.LeaseToken, 2, _ct);
        }

        var first = (await world.Annotations.ListAsync(world.Ada, null, project.Id, null, 3, _ct)).Value;
        var rest = (
            await world.Annotations.ListAsync(world.Ada, handout.Sample.Id, project.Id, first.Next, 3, _ct)
        ).Value;

        Assert.Equal((3, 1), (first.Items.Count, rest.Items.Count));
        Assert.Null(rest.Next);
        Assert.Empty((await world.Annotations.ListAsync(world.Ada, Guid.NewGuid(), null, null, null, _ct)).Value.Items);
    }

    private Task<Result> DeliverAsync(AnnotationWorld world, TaskHandout handout, Guid id, int revision) =>
        ContentOf(revision) is { } value
            ? world.SaveAsync(world.Ada, handout, id, revision, AnnotationWorld.Choice(id, handout.Sample.Id, value))
            : world.Annotations.DeleteAsync(world.Ada, id, handout.Task.Id, handout.Task.LeaseToken, revision, _ct);

    private async Task AssertStandsAsync(AnnotationWorld world, Guid id, int revision)
    {
        await using var db = world.CreateDbContext();
        var stored = await db.Set<SampleAnnotation>().SingleAsync(a => a.Id == id, _ct);
        Assert.Equal(revision, stored.Revision);
        Assert.Equal(ContentOf(revision) is null, stored.Deleted);
        var value = stored.Deleted
            ? null
            : JsonDocument.Parse(stored.Body).RootElement.GetProperty("body").GetProperty("value").GetString();
        Assert.Equal(ContentOf(revision), value);
    }
}
