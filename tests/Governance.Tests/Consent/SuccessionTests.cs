using System.IO.Compression;
using Governance.Annotation;
using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Provenance;
using Governance.Statistics.Sampling;
using Governance.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Tests.Consent;

/// <summary>A version that a withdrawal reaches gets a successor, and the work on it continues there.</summary>
public sealed class SuccessionTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_successor_is_drawn_by_the_same_recipe_without_the_subject_and_sealed()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);

        await world.WithdrawnAsync();

        var versions = (await world.AllAsync<DatasetVersion>()).OrderBy(v => v.Number).ToList();
        Assert.Equal([VersionState.Withdrawn, VersionState.Sealed], versions.Select(v => v.State));
        var (old, successor) = (versions[0], versions[1]);
        Assert.Equal(
            (old.Id, old.Recipe, old.RecipeDigest, old.Seed, old.PurposeId, old.Name),
            (
                successor.SupersedesId,
                successor.Recipe,
                successor.RecipeDigest,
                successor.Seed,
                successor.PurposeId,
                successor.Name
            )
        );
        var place = Assert.Single(await world.AllAsync<VersionSample>(), p => p.VersionId == successor.Id);
        Assert.Equal(Assert.Single(await world.AllAsync<Sample>()).Id, place.SampleId);
        Assert.Contains(await world.AllAsync<Derivation>(), d =>
            d.Output == ThingKey.Version(successor.Id) && d.Input == ThingKey.Version(old.Id)
        );
        var row = (await world.Slice.Get<DatasetVersions>().FindAsync(Slice.Steward, old.Id, Ct)).Value;
        Assert.Equal(new VersionLink(successor.Id, 2, successor.Name, VersionState.Sealed), row.Successor);
    }

    /// <summary>Another subject withdraws after the successor was drawn and before it is sealed.</summary>
    [Fact]
    public async Task A_consent_that_is_lost_between_the_draw_and_the_seal_is_not_sealed()
    {
        var late = new LateWithdrawal();
        await using var world = await WithdrawalWorld.OpenAsync(server, services =>
            services.AddSingleton<IVersionUse>(late)
        );
        var other = (await world.AllAsync<Subject>()).Single(s => s.Id != world.Subject.Id);
        late.Withdraw = () =>
            world.Slice.ConsentAsync(other, world.Research, ConsentState.Withdrawn, at: world.Slice.Time.GetUtcNow());

        await world.WithdrawnAsync();

        Assert.Equal(1, late.Calls);
        var successor = (await world.AllAsync<DatasetVersion>()).Single(v => v.SupersedesId == world.VersionId);
        Assert.Equal(VersionState.Draft, successor.State);
        Assert.DoesNotContain(await world.AllAsync<VersionSample>(), p => p.VersionId == successor.Id);
    }

    private sealed class LateWithdrawal : IVersionUse
    {
        public Func<Task>? Withdraw { get; set; }
        public int Calls { get; private set; }

        public async Task MoveAsync(
            GovernanceDb db,
            Actor actor,
            DatasetVersion withdrawn,
            DatasetVersion successor,
            CancellationToken ct
        )
        {
            Calls++;
            await Withdraw!();
        }
    }

    [Fact]
    public async Task Labels_of_others_and_their_project_continue_on_the_successor_and_are_exported_with_it()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);

        await world.WithdrawnAsync();

        var successor = (await world.AllAsync<DatasetVersion>()).Single(v => v.SupersedesId == world.VersionId);
        var project = Assert.Single(await world.AllAsync<AnnotationProject>());
        Assert.Equal(successor.Id, project.VersionId);
        var label = Assert.Single(await world.AllAsync<SampleAnnotation>());
        Assert.Equal(TaskState.Submitted, Assert.Single(await world.AllAsync<AnnotationTask>()).State);
        Assert.Contains(await world.AllAsync<LedgerEntry>(), e => e.Kind == "annotation-project.moved");

        Assert.Contains(label.Id.ToString(), await ExportedLabelsAsync(world, successor.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_door_that_used_the_withdrawn_version_names_its_successor()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);

        await world.WithdrawnAsync();

        var successor = (await world.AllAsync<DatasetVersion>()).Single(v => v.SupersedesId == world.VersionId);
        var named = new VersionIsWithdrawn("First", 2, successor.Id);
        var slice = world.Slice;
        Assert.Equal(
            named,
            (
                await slice
                    .Get<Exports>()
                    .PrepareAsync(Slice.Steward, world.VersionId, world.Research.Code, "Institute", Ct)
            ).Refusal
        );
        Assert.Equal(
            named,
            (
                await slice
                    .Get<AnnotationProjects>()
                    .CreateAsync(
                        Slice.Steward,
                        new("Again", world.VersionId, Schema: new("again", new LabelDefinition([]))),
                        Ct
                    )
            ).Refusal
        );
        Assert.Contains("version 2", named.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stratum_that_only_the_subject_had_is_a_shortage_of_the_successor_and_no_mistake()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var quotas = new Dictionary<string, int> { ["light=zebralight"] = 1, ["light=low"] = 1 };
        var version = await SealedAsync(world, AllocationScheme.Quota, 2, quotas);

        await world.WithdrawnAsync();

        var successor = (await world.AllAsync<DatasetVersion>()).Single(v => v.SupersedesId == version.Id);
        Assert.Equal((VersionState.Sealed, 1), (successor.State, successor.SampleCount));
    }

    [Fact]
    public async Task When_nothing_is_left_to_draw_the_successor_stays_a_draft_and_the_job_says_why()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var quotas = new Dictionary<string, int> { ["light=zebralight"] = 1 };
        var version = await SealedAsync(world, AllocationScheme.Quota, 1, quotas);

        var done = await world.WithdrawnAsync();

        Assert.Equal(WithdrawalState.Done, done.Withdrawal.State);
        var successor = (await world.AllAsync<DatasetVersion>()).Single(v => v.SupersedesId == version.Id);
        Assert.Equal(VersionState.Draft, successor.State);
        var run = Assert.Single(await world.AllAsync<Run>(), r => r.TargetId == successor.Id);
        Assert.Equal(RunState.Failed, run.State);
        Assert.NotNull(run.Error);
    }

    [Fact]
    public async Task A_sample_that_the_successor_adds_gets_a_task_and_an_unbegun_task_of_a_sample_that_it_drops_goes()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var mine = (await world.AllAsync<Sample>()).Where(s => s.SubjectId == world.Subject.Id).ToList();
        // With this seed the version has one of the subject's samples; the successor must take the other subject's.
        var version = await SealedAsync(world, AllocationScheme.Proportional, 1, null, strata: []);
        var drawn = (await world.AllAsync<VersionSample>()).Single(p => p.VersionId == version.Id).SampleId;
        Assert.Contains(mine, s => s.Id == drawn);
        var project = (
            await world
                .Slice.Get<AnnotationProjects>()
                .CreateAsync(
                    Slice.Steward,
                    new(
                        "One",
                        version.Id,
                        Schema: new(
                            "one",
                            new LabelDefinition([new("state", LabelKind.Choice, "State", [new("a", "A")])])
                        )
                    ),
                    Ct
                )
        ).Value;

        await world.WithdrawnAsync();

        var task = Assert.Single(await world.AllAsync<AnnotationTask>(), t => t.ProjectId == project.Id);
        var left = Assert.Single(await world.AllAsync<Sample>());
        Assert.Equal((left.Id, TaskState.Open), (task.SampleId, task.State));
    }

    [Fact]
    public async Task Withdrawing_again_replaces_the_successor_and_the_first_version_names_the_newest()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var teaching = await world.Slice.PurposeAsync("teaching");
        await world.Slice.ConsentAsync(world.Subject, teaching);
        await world.WithdrawnAsync([world.Research.Id]);
        var second = (await world.AllAsync<DatasetVersion>()).Single(v => v.SupersedesId == world.VersionId);
        var other = (await world.AllAsync<Subject>()).Single(s => s.Id != world.Subject.Id);

        var withdrawn = await world
            .Slice.Get<Withdrawals>()
            .WithdrawAsync(Slice.Steward, other.Id, WithdrawnPurposes.All, null, ConsentMethod.Spoken, Ct);
        Assert.True(withdrawn.Ok, withdrawn.Refusal?.What);
        await world.Slice.WorkAsync();

        var third = (await world.AllAsync<DatasetVersion>()).Single(v => v.SupersedesId == second.Id);
        Assert.Equal(3, third.Number);
        Assert.Equal(VersionState.Draft, third.State);
        var newest = await world.Slice.Get<DatasetVersions>().SuccessorAsync(Slice.Steward, world.VersionId, Ct);
        Assert.Equal(third.Id, newest.Value!.Id);
    }

    private static async Task<DatasetVersion> SealedAsync(
        WithdrawalWorld world,
        AllocationScheme scheme,
        int size,
        IReadOnlyDictionary<string, int>? quotas,
        IReadOnlyList<string>? strata = null
    )
    {
        var recipes = world.Slice.Get<Recipes>();
        for (var seed = 1; ; seed++)
        {
            var recipe = new Recipe(
                new SampleQuery(Purpose: world.Research.Code),
                strata ?? ["light"],
                scheme,
                size,
                seed,
                quotas
            );
            var draft = await recipes.DraftAsync(Slice.Steward, world.DatasetId, "Second", recipe, Ct);
            Assert.True(draft.Ok, draft.Refusal?.What);
            await recipes.SealAsync(Slice.Steward, draft.Value.Id, Ct);
            await world.Slice.WorkAsync();
            var ids = (await world.AllAsync<Sample>())
                .Where(s => s.SubjectId == world.Subject.Id)
                .Select(s => (Guid?)s.Id);
            if (
                (await world.AllAsync<VersionSample>()).Any(p =>
                    p.VersionId == draft.Value.Id && ids.Contains(p.SampleId)
                )
            )
                return (await world.AllAsync<DatasetVersion>()).Single(v => v.Id == draft.Value.Id);
        }
    }

    private static async Task<string> ExportedLabelsAsync(WithdrawalWorld world, Guid versionId)
    {
        var exports = world.Slice.Get<Exports>();
        var export = await exports.PrepareAsync(Slice.Steward, versionId, world.Research.Code, "Institute", Ct);
        Assert.True(export.Ok, export.Refusal?.What);
        using var content = new MemoryStream();
        await (await exports.DeliverAsync(Slice.Steward, versionId, export.Value.Id, Ct)).Value.WriteToAsync(
            content,
            Ct
        );
        content.Position = 0;
        using var zip = new ZipArchive(content);
        using var reader = new StreamReader(zip.Entries.Single(e => e.Name == "annotations.jsonl").Open());
        return await reader.ReadToEndAsync(Ct);
    }
}
