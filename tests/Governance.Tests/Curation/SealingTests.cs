using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Provenance;
using Governance.Statistics.Sampling;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Curation;

public sealed class SealingTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Recipe Equal(int size, long seed = 7) =>
        new(new SampleQuery(Purpose: "research"), ["lighting"], AllocationScheme.Equal, size, seed);

    private static async Task<DatasetVersion> SealAsync(Slice slice, Guid datasetId, Recipe recipe)
    {
        var draft = (await slice.Get<Recipes>().DraftAsync(Slice.Steward, datasetId, "A version", recipe, Ct)).Value;
        var run = (await slice.Get<Recipes>().SealAsync(Slice.Steward, draft.Id, Ct)).Value;
        await slice.WorkAsync();
        var ended = await slice.RunAsync(run.Id);
        Assert.True(ended.State == RunState.Succeeded, ended.Error);
        await using var db = slice.Db();
        return await db.Set<DatasetVersion>().AsNoTracking().SingleAsync(v => v.Id == draft.Id, Ct);
    }

    [Fact]
    public async Task The_same_recipe_and_seed_on_the_same_input_give_the_same_digest_in_another_installation()
    {
        var digests = new List<string>();
        for (var installation = 0; installation < 2; installation++)
        {
            await using var slice = await Slice.OpenAsync(server);
            var purpose = await slice.PurposeAsync();
            var (dataset, subjects, _) = await slice.PumpsAsync(3, 20, ("lighting", ["day", "dim"]));
            foreach (var subject in subjects)
                await slice.ConsentAsync(subject, purpose);
            digests.Add((await SealAsync(slice, dataset.Id, Equal(10))).ManifestDigest!);
            digests.Add((await SealAsync(slice, dataset.Id, Equal(10))).ManifestDigest!);
            Assert.NotEqual(digests[0], (await SealAsync(slice, dataset.Id, Equal(10, seed: 8))).ManifestDigest);
        }
        Assert.Single(digests.Distinct());
    }

    [Fact]
    public async Task Samples_without_consent_are_excluded_and_counted_by_reason()
    {
        await using var slice = await Slice.OpenAsync(server);
        var purpose = await slice.PurposeAsync();
        var (dataset, subjects, samples) = await slice.PumpsAsync(5, 10, ("lighting", ["day", "dim"]));
        await slice.ConsentAsync(subjects[0], purpose);
        await slice.ConsentAsync(subjects[1], purpose, ConsentState.Withdrawn);
        await slice.ConsentAsync(subjects[2], purpose, until: Slice.Start.AddDays(-1));
        await slice.ConsentAsync(subjects[3], purpose, modalities: Modalities.Sensor);
        var preview = (await slice.Get<Recipes>().PreviewAsync(Slice.Steward, dataset.Id, Equal(50), Ct)).Value;
        Assert.Equal(10, preview.Cover.Permitted);
        Assert.Equal(
            new Dictionary<Exclusion, int>
            {
                [Exclusion.Withdrawn] = 10,
                [Exclusion.Expired] = 10,
                [Exclusion.ModalityNotCovered] = 10,
                [Exclusion.NoRecord] = 10,
            }.OrderBy(e => e.Key),
            preview.Cover.Excluded.OrderBy(e => e.Key)
        );
        Assert.Equal(40, preview.Shares.Sum(s => s.Shortage));

        var version = await SealAsync(slice, dataset.Id, Equal(50));
        Assert.Equal(10, version.SampleCount);
        await using var db = slice.Db();
        var allowed = samples.Where(s => s.SubjectId == subjects[0].Id).Select(s => (Guid?)s.Id).ToHashSet();
        Assert.All(await db.Set<VersionSample>().Where(v => v.VersionId == version.Id).ToListAsync(Ct), place =>
            Assert.Contains(place.SampleId, allowed)
        );
    }

    [Fact]
    public async Task The_manifest_digest_is_the_merkle_root_over_the_stored_leaves()
    {
        await using var slice = await Slice.OpenAsync(server);
        var purpose = await slice.PurposeAsync();
        var (dataset, subjects, _) = await slice.PumpsAsync(1, 9, ("lighting", ["day"]));
        await slice.ConsentAsync(subjects[0], purpose);
        var version = await SealAsync(slice, dataset.Id, Equal(9));
        await using var db = slice.Db();
        var leaves = await db.Set<VersionSample>()
            .Where(v => v.VersionId == version.Id)
            .OrderBy(v => v.Ordinal)
            .Select(v => v.LeafHash)
            .ToListAsync(Ct);
        Assert.Equal(version.ManifestDigest, Convert.ToHexStringLower(MerkleTree.Root(leaves)));
        Assert.Contains(
            await db.Set<LedgerEntry>().Where(e => e.ThingId == version.Id).Select(e => e.Kind).ToListAsync(Ct),
            k => k == "version.sealed"
        );
        var back = await slice.Get<ProvenanceGraph>().BackFromAsync(ThingKey.Version(version.Id), Ct);
        Assert.Equal(9, Assert.Single(back).Edges.Count);
    }

    [Fact]
    public async Task The_database_refuses_changes_to_a_sealed_version()
    {
        await using var slice = await Slice.OpenAsync(server);
        var purpose = await slice.PurposeAsync();
        var (dataset, subjects, _) = await slice.PumpsAsync(1, 4, ("lighting", ["day"]));
        await slice.ConsentAsync(subjects[0], purpose);
        var version = await SealAsync(slice, dataset.Id, Equal(4));
        await using var db = slice.Db();
        foreach (
            var statement in new[]
            {
                $"UPDATE dataset_versions SET manifest_digest = repeat('0', 64) WHERE id = '{version.Id}'",
                $"UPDATE dataset_versions SET state = 'Draft' WHERE id = '{version.Id}'",
                $"DELETE FROM dataset_versions WHERE id = '{version.Id}'",
                $"DELETE FROM version_samples WHERE version_id = '{version.Id}'",
                $"UPDATE version_samples SET stratum = 'x' WHERE version_id = '{version.Id}'",
                "DELETE FROM ledger_entries",
                "UPDATE ledger_entries SET kind = 'x'",
                "TRUNCATE ledger_entries",
            }
        )
            await Assert.ThrowsAsync<Npgsql.PostgresException>(() => db.Database.ExecuteSqlRawAsync(statement, Ct));
        Assert.Equal(
            1,
            await db.Database.ExecuteSqlAsync(
                $"UPDATE dataset_versions SET state = 'Withdrawn' WHERE id = {version.Id}",
                Ct
            )
        );
        var refused = await slice.Get<Recipes>().SealAsync(Slice.Steward, version.Id, Ct);
        Assert.IsType<VersionNotDraft>(refused.Refusal);
    }

    [Fact]
    public async Task Sealing_twice_at_once_seals_once()
    {
        await using var slice = await Slice.OpenAsync(server);
        var purpose = await slice.PurposeAsync();
        var (dataset, subjects, _) = await slice.PumpsAsync(1, 4, ("lighting", ["day"]));
        await slice.ConsentAsync(subjects[0], purpose);
        var draft = (await slice.Get<Recipes>().DraftAsync(Slice.Steward, dataset.Id, "v", Equal(4), Ct)).Value;
        var first = (await slice.Get<Recipes>().SealAsync(Slice.Steward, draft.Id, Ct)).Value;
        var second = (await slice.Get<Recipes>().SealAsync(Slice.Steward, draft.Id, Ct)).Value;
        Assert.Equal(first.Id, second.Id);
        await slice.WorkAsync();
        await using var db = slice.Db();
        Assert.Equal(4, await db.Set<VersionSample>().CountAsync(Ct));
        Assert.Equal(1, await db.Set<LedgerEntry>().CountAsync(e => e.Kind == "version.sealed", Ct));
    }

    [Fact]
    public async Task Recipes_that_cannot_draw_are_refused()
    {
        await using var slice = await Slice.OpenAsync(server);
        await slice.PurposeAsync();
        var (dataset, _, _) = await slice.PumpsAsync(1, 4, ("lighting", ["day"]));
        var recipes = slice.Get<Recipes>();
        Assert.IsType<RecipeWithoutPurpose>(
            (await recipes.PreviewAsync(Slice.Steward, dataset.Id, Equal(4) with { Query = new() }, Ct)).Refusal
        );
        Assert.IsType<RecipeSizeUnusable>(
            (await recipes.PreviewAsync(Slice.Steward, dataset.Id, Equal(0), Ct)).Refusal
        );
        Assert.IsType<RecipeWithoutQuotas>(
            (
                await recipes.PreviewAsync(
                    Slice.Steward,
                    dataset.Id,
                    Equal(4) with
                    {
                        Scheme = AllocationScheme.Quota,
                    },
                    Ct
                )
            ).Refusal
        );
        Assert.IsType<NotFound>((await recipes.PreviewAsync(Slice.Steward, Guid.NewGuid(), Equal(4), Ct)).Refusal);
        var draft = (await recipes.DraftAsync(Slice.Steward, dataset.Id, "nobody consents", Equal(4), Ct)).Value;
        var run = (await recipes.SealAsync(Slice.Steward, draft.Id, Ct)).Value;
        await slice.WorkAsync();
        var ended = await slice.RunAsync(run.Id);
        Assert.Equal(RunState.Failed, ended.State);
        Assert.Contains("no consent on record", ended.Error, StringComparison.Ordinal);
    }
}
