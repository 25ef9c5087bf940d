using Governance.Annotation;
using Governance.Catalog;
using Governance.Platform;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.Tests.Annotation;

public sealed class AnnotationProjectsTests(TestDatabase databases)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_project_has_one_task_for_each_sample_in_the_versions_order()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 5);
        var project = await world.ProjectAsync();

        await using var db = world.CreateDbContext();
        var tasks = await db.Set<AnnotationTask>()
            .Where(t => t.ProjectId == project.Id)
            .OrderBy(t => t.Ordinal)
            .Select(t => t.SampleId)
            .ToListAsync(_ct);
        Assert.Equal(world.Samples.Select(s => s.Id), tasks);
        var summary = Assert.Single((await world.Projects.ListAsync(world.Ada, null, null, _ct)).Value.Items);
        Assert.Equal(
            (5, 5, 0, "research", 1),
            (
                summary.Progress.Total,
                summary.Progress.Remaining,
                summary.Progress.Excluded,
                summary.Purpose,
                summary.SchemaNumber
            )
        );
    }

    [Fact]
    public async Task What_cannot_be_labelled_makes_no_project_and_leaves_nothing_behind()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 1);
        NewSchema Schema(LabelDefinition definition) => new("pumps", definition);
        var misspelt = new LabelDefinition([new("leak", LabelKind.Box, "Leak", Part: "phtoo")]);
        var wrongKind = new LabelDefinition([new("leak", LabelKind.Box, "Leak", Part: "note")]);
        async Task<Refusal?> Create(NewProject wanted, Actor? by = null) =>
            (await world.Projects.CreateAsync(by ?? world.Steward, wanted, _ct)).Refusal;

        Assert.IsType<NotAllowed>(
            await Create(new("Pumps", world.VersionId, Schema: Schema(AnnotationWorld.Definition)), world.Ada)
        );
        Assert.IsType<ProjectNameMissing>(
            await Create(new(" ", world.VersionId, Schema: Schema(AnnotationWorld.Definition)))
        );
        Assert.IsType<SchemaMissing>(await Create(new("Pumps", world.VersionId)));
        Assert.IsType<NotFound>(await Create(new("Pumps", Guid.NewGuid(), Schema: Schema(AnnotationWorld.Definition))));
        Assert.IsType<NotFound>(await Create(new("Pumps", world.VersionId, SchemaVersionId: Guid.NewGuid())));
        var unknown = Assert.IsType<UnknownName>(await Create(new("Pumps", world.VersionId, Schema: Schema(misspelt))));
        Assert.Equal("fields[0].part", unknown.Field);
        Assert.StartsWith("Did you mean “photo”?", unknown.Remedy, StringComparison.Ordinal);
        Assert.IsType<UnknownName>(await Create(new("Pumps", world.VersionId, Schema: Schema(wrongKind))));
        Assert.Equal(
            "name",
            Assert
                .IsType<UnfitText>(
                    await Create(new("Pumps\0", world.VersionId, Schema: Schema(AnnotationWorld.Definition)))
                )
                .Field
        );
        Assert.Equal(
            "name",
            Assert
                .IsType<UnfitText>(
                    await Create(new("Pumps", world.VersionId, Schema: new("pumps\uFFFE", AnnotationWorld.Definition)))
                )
                .Field
        );
        Assert.Equal(
            "guideline",
            Assert
                .IsType<UnfitText>(
                    await Create(
                        new("Pumps", world.VersionId, Schema: Schema(AnnotationWorld.Definition), Guideline: "x\0")
                    )
                )
                .Field
        );
        foreach (
            var field in new LabelField[]
            {
                new("leak", LabelKind.Box, "Le\0ak"),
                new("leak", (LabelKind)9, "Leak"),
                new("leak", LabelKind.Box, "Leak", [null!]),
                new("leak", LabelKind.Box, "Leak", Part: "photo\0"),
            }
        )
            Assert.IsType<SchemaUnusable>(await Create(new("Pumps", world.VersionId, Schema: Schema(new([field])))));
        Assert.IsType<SchemaUnusable>(await Create(new("Pumps", world.VersionId, Schema: Schema(new([])))));
        await using var db = world.CreateDbContext();
        Assert.False(await db.Set<LabelSchema>().AnyAsync(_ct));
        Assert.False(await db.Set<AnnotationTask>().AnyAsync(_ct));

        Assert.Null(await Create(new("Pumps", world.VersionId, Schema: Schema(AnnotationWorld.Definition))));
        Assert.IsType<SchemaNameTaken>(
            await Create(new("Again", world.VersionId, Schema: Schema(AnnotationWorld.Definition)))
        );
    }

    [Fact]
    public async Task A_draft_version_is_not_labelled()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 1);
        var now = world.Time.GetUtcNow();
        await using var db = world.CreateDbContext();
        var draft = new DatasetVersion
        {
            DatasetId = world.Samples[0].DatasetId,
            Number = 2,
            Name = "Second",
            State = VersionState.Draft,
            PurposeId = world.Purpose.Id,
            Recipe = "{}",
            RecipeDigest = new('0', 64),
            Seed = 1,
            Created = new("test", now),
        };
        db.Add(draft);
        world.Ledger.Append(db, Actor.Portal, "test.drafted", draft.Id);
        await db.SaveChangesAsync(_ct);

        var refused = await world.Projects.CreateAsync(
            world.Steward,
            new("Pumps", draft.Id, Schema: new("s", AnnotationWorld.Definition)),
            _ct
        );

        Assert.IsType<VersionNotSealed>(refused.Refusal);
    }

    [Fact]
    public async Task A_schema_version_never_changes_and_a_change_is_a_new_version()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 1);
        var schema = (await world.Schemas.AddAsync(world.Steward, "pumps", AnnotationWorld.Definition, _ct)).Value;
        var second = await world.Schemas.AddVersionAsync(world.Steward, schema.Id, AnnotationWorld.TextOnly, _ct);
        Assert.Equal(2, second.Value.Number);
        Assert.IsType<SchemaNameTaken>(
            (await world.Schemas.AddAsync(world.Steward, "pumps", AnnotationWorld.Definition, _ct)).Refusal
        );

        await using var db = world.CreateDbContext();
        var forbidden = await Assert.ThrowsAsync<PostgresException>(() =>
            db.Set<LabelSchemaVersion>()
                .Where(v => v.Id == second.Value.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(v => v.Number, 9), _ct)
        );
        Assert.Equal(PostgresErrorCodes.RestrictViolation, forbidden.SqlState);
        var version = await db.Set<LabelSchemaVersion>().SingleAsync(v => v.Id == second.Value.Id, _ct);
        db.Entry(version).Property(v => v.Definition).CurrentValue = AnnotationWorld.Definition;
        world.Ledger.Append(db, world.Steward, "test.changed", version.Id);
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(_ct));
        var listed = Assert.Single((await world.Schemas.ListAsync(world.Ada, null, null, _ct)).Value.Items);
        Assert.Equal([2, 1], listed.Versions.Select(v => v.Number));
    }

    [Fact]
    public async Task Progress_says_who_did_what()
    {
        using var world = await AnnotationWorld.CreateAsync(databases, samples: 4);
        var project = await world.ProjectAsync(AnnotationWorld.TextOnly);
        var hers = await world.NextAsync(world.Ada, project);
        await world.Queue.SubmitAsync(world.Ada, hers.Task.Id, hers.Task.LeaseToken, [], _ct);
        var his = await world.NextAsync(world.Ben, project);
        await world.Queue.SkipAsync(world.Ben, his.Task.Id, his.Task.LeaseToken, "blurred", _ct);

        var detail = (await world.Projects.FindAsync(world.Steward, project.Id, _ct)).Value;

        Assert.Equal(
            (4, 1, 1, 1, 2),
            (
                detail.Summary.Progress.Total,
                detail.Summary.Progress.Submitted,
                detail.Summary.Progress.Skipped,
                detail.Summary.Progress.InProgress,
                detail.Summary.Progress.Remaining
            )
        );
        Assert.Equal(
            [("ada", 1, 0, true), ("ben", 0, 1, false)],
            detail.Annotators.Select(a => (a.Name, a.Submitted, a.Skipped, a.HoldsUntil is not null))
        );
        var pages = (await world.Projects.TasksAsync(world.Steward, project.Id, null, null, 3, _ct)).Value;
        Assert.Equal(
            [3],
            (await world.Projects.TasksAsync(world.Steward, project.Id, null, pages.Next, 3, _ct)).Value.Items.Select(
                t => t.Ordinal
            )
        );
    }
}
