using Governance.Annotation;
using Governance.Catalog;
using Governance.Platform;
using Governance.Testing;

namespace Governance.Tests.Annotation;

/// <summary>Blind labelling: no list shows an annotator the labels of another annotator.</summary>
public sealed class LabelSightTests(TestDatabase databases)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_annotator_lists_their_own_labels_alone_page_by_page_and_a_manager_all_of_them()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 4);
        var project = await world.ProjectAsync();
        var hers = await LabelAsync(world, world.Ada, project, spans: 5);
        var his = await LabelAsync(world, world.Ben, project, spans: 4);

        Assert.Equal(hers.Order(), (await ListAsync(world, world.Ada, project)).Order());
        Assert.Equal(his.Order(), (await ListAsync(world, world.Ben, project)).Order());
        Assert.Equal(hers.Concat(his).Order(), (await ListAsync(world, world.Steward, project)).Order());
        Assert.Equal(hers.Concat(his).Order(), (await ListAsync(world, Auditor, project)).Order());
        Assert.Empty(await ListAsync(world, AnnotationWorld.Annotator("cid"), project));
    }

    [Fact]
    public async Task The_tables_of_a_project_show_an_annotator_their_own_tasks_and_tally_alone()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 5);
        var project = await world.ProjectAsync();
        await LabelAsync(world, world.Ada, project, spans: 2);
        await LabelAsync(world, world.Ben, project, spans: 3);

        var grid = (await world.Projects.TaskGridAsync(world.Ada, project.Id, null, 0, 50, _ct)).Value;
        var listed = (await world.Projects.TasksAsync(world.Ada, project.Id, null, null, 50, _ct)).Value;
        Assert.Equal((1, 1, 1), (grid.Total, grid.Items.Count, listed.Items.Count));
        Assert.Equal(("ada", 3), (grid.Items[0].EndedBy, grid.Items[0].Annotations));
        Assert.Equal(
            ["ada"],
            (await world.Projects.FindAsync(world.Ada, project.Id, _ct)).Value.Annotators.Select(a => a.Name)
        );

        Assert.Equal(5, (await world.Projects.TaskGridAsync(world.Steward, project.Id, null, 0, 50, _ct)).Value.Total);
        Assert.Equal(
            ["ada", "ben"],
            (await world.Projects.FindAsync(Auditor, project.Id, _ct)).Value.Annotators.Select(a => a.Name).Order()
        );
    }

    private static Actor Auditor { get; } =
        new(Guid.CreateVersion7(), "auditor", new HashSet<string> { AnnotationPolicies.Read, CatalogPolicies.Read });

    /// <summary>Labels one task with a choice and some spans, and submits it; the person holds none after.</summary>
    private async Task<List<Guid>> LabelAsync(
        AnnotationWorld world,
        Actor annotator,
        AnnotationProject project,
        int spans
    )
    {
        var handout = await world.NextAsync(annotator, project);
        var ids = Enumerable.Range(0, spans + 1).Select(_ => Guid.CreateVersion7()).ToList();
        Assert.True(
            (await world.SaveAsync(annotator, handout, ids[0], 1, AnnotationWorld.Choice(ids[0], handout.Sample.Id))).Ok
        );
        foreach (var id in ids.Skip(1))
            Assert.True(
                (await world.SaveAsync(annotator, handout, id, 1, AnnotationWorld.Span(id, handout.Sample.Id))).Ok
            );
        var next = await world.Queue.SubmitAsync(annotator, handout.Task.Id, handout.Task.LeaseToken, null, _ct);
        Assert.True(next.Ok, next.Refusal?.What);
        if (next.Value is { } held)
            await world.Queue.ReleaseAsync(annotator, held.Task.Id, held.Task.LeaseToken, _ct);
        return ids;
    }

    /// <summary>Follows the cursor to its end; every page except the last must be full.</summary>
    private async Task<List<Guid>> ListAsync(AnnotationWorld world, Actor actor, AnnotationProject project)
    {
        var seen = new List<Guid>();
        for (string? cursor = null; ; )
        {
            var page = (await world.Annotations.ListAsync(actor, null, project.Id, cursor, 2, _ct)).Value;
            seen.AddRange(page.Items.Select(a => a.Id));
            if ((cursor = page.Next) is null)
                return seen;
            Assert.Equal(2, page.Items.Count);
        }
    }
}
