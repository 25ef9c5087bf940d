using System.Text.Json;
using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Statistics.Sampling;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Curation;

/// <summary>The evaluation split belongs to the version: it is declared in the recipe and sealed with the samples.</summary>
public sealed class EvaluationSplitTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void The_part_of_a_group_depends_on_nothing_but_the_seed_and_the_group()
    {
        var split = new EvaluationSplit
        {
            Seed = 7,
            Test = .25,
            Validation = .1,
        };
        string[] groups = [.. Enumerable.Range(1, 2000).Select(i => $"pump-{i:00}")];
        var parts = groups.ToDictionary(g => g, split.PartOf);
        // The first 53 bits of SHA-256("7\npump-01") as a fraction are 0.074…, those of pump-02 0.261…, by hashlib of Python.
        Assert.Equal((SplitPart.Test, SplitPart.Validation), (parts["pump-01"], parts["pump-02"]));
        Assert.InRange(parts.Values.Count(p => p == SplitPart.Test), 430, 570);
        Assert.InRange(parts.Values.Count(p => p == SplitPart.Validation), 150, 250);
        Assert.All(groups.Where((_, i) => i % 3 == 0), g => Assert.Equal(parts[g], split.PartOf(g)));
        Assert.Contains(groups, g => (split with { Seed = 8 }).PartOf(g) != parts[g]);
    }

    [Fact]
    public void A_seed_that_is_left_out_is_chosen_so_that_every_part_has_samples_of_every_stratum()
    {
        List<(string, string)> samples =
        [
            .. Enumerable.Range(0, 60).Select(i => ($"subject-{i % 6}", i / 6 % 2 == 0 ? "leak" : "none")),
        ];
        var split = new EvaluationSplit().WithSeed(samples);
        Assert.True(split.IsComplete(samples.Select(s => s.Item1)));
        Assert.Equal(split, new EvaluationSplit().WithSeed(samples));
        Assert.Equal(9, (new EvaluationSplit { Seed = 9 }).WithSeed(samples).Seed);
    }

    [Fact]
    public async Task A_sealed_version_stores_the_split_and_the_part_of_every_sample()
    {
        await using var slice = await Slice.OpenAsync(server);
        var (dataset, _, _) = await PumpsAsync(slice, 9);
        var preview = (await slice.Get<Recipes>().PreviewAsync(Slice.Steward, dataset.Id, Wanted(), Ct)).Value;
        var version = await SealAsync(slice, dataset.Id, Wanted());
        var split = version.Split!;
        Assert.Equal(split, preview.Split);
        Assert.Null(split.By);
        Assert.NotNull(split.Seed);

        await using var db = slice.Db();
        var places = await (
            from place in db.Set<VersionSample>()
            where place.VersionId == version.Id
            join sample in db.Set<Sample>() on place.SampleId equals (Guid?)sample.Id
            join subject in db.Set<Subject>() on sample.SubjectId equals subject.Id
            orderby place.Ordinal
            select new { place.Part, subject.Pseudonym }
        ).ToListAsync(Ct);
        Assert.Equal(90, places.Count);
        Assert.All(places, p => Assert.Equal(split.PartOf(p.Pseudonym), p.Part));
        Assert.Equal(split.Digest(places.Select(p => p.Part!.Value)), version.SplitDigest);
        Assert.Equal(
            preview.Parts!.Select(p => (p.Part, p.Samples)),
            places.GroupBy(p => p.Part!.Value).OrderBy(g => g.Key).Select(g => (g.Key, g.Count()))
        );
        var row = (await slice.Get<DatasetVersions>().FindAsync(Slice.Steward, version.Id, Ct)).Value;
        Assert.Equal(places.Count(p => p.Part == SplitPart.Test), row.Parts!.Test);
        var entry = await db.Set<LedgerEntry>()
            .SingleAsync(e => e.ThingId == version.Id && e.Kind == "version.sealed", Ct);
        Assert.Contains(
            version.SplitDigest!,
            System.Text.Encoding.UTF8.GetString(entry.Body),
            StringComparison.Ordinal
        );

        var move = $"UPDATE version_samples SET part = 'Train' WHERE version_id = '{version.Id}' AND part = 'Test'";
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => db.Database.ExecuteSqlRawAsync(move, Ct));
    }

    [Fact]
    public async Task A_further_version_of_the_dataset_moves_nobody_between_parts()
    {
        await using var slice = await Slice.OpenAsync(server);
        var (dataset, subjects, purpose) = await PumpsAsync(slice, 12);
        var first = await PartsAsync(slice, await SealAsync(slice, dataset.Id, Wanted()));
        // One leaves, and the next version is drawn with another seed and by other strata.
        await slice.ConsentAsync(subjects[4], purpose, ConsentState.Withdrawn, at: slice.Time.GetUtcNow());
        var second = await PartsAsync(
            slice,
            await SealAsync(slice, dataset.Id, Wanted() with { Seed = 99, StrataBy = ["site"], Size = 80 })
        );
        Assert.NotEmpty(second);
        Assert.DoesNotContain(subjects[4].Id, second.Keys);
        Assert.All(second, s => Assert.Equal(first[s.Key], s.Value));
    }

    [Fact]
    public async Task The_group_may_be_an_attribute()
    {
        await using var slice = await Slice.OpenAsync(server);
        var (dataset, _, _) = await PumpsAsync(slice, 3);
        var version = await SealAsync(
            slice,
            dataset.Id,
            Wanted() with
            {
                Split = new() { By = "site", Test = .3 },
            }
        );
        await using var db = slice.Db();
        var sites = await (
            from place in db.Set<VersionSample>()
            where place.VersionId == version.Id
            join sample in db.Set<Sample>() on place.SampleId equals (Guid?)sample.Id
            select new { place.Part, sample.Strata }
        ).ToListAsync(Ct);
        Assert.All(sites.GroupBy(s => s.Strata["site"]), g => Assert.Single(g.Select(s => s.Part).Distinct()));
        Assert.Equal(3, sites.Select(s => s.Part).Distinct().Count());
    }

    [Fact]
    public async Task A_split_that_cannot_be_is_refused_by_name()
    {
        await using var slice = await Slice.OpenAsync(server);
        var (dataset, _, _) = await PumpsAsync(slice, 3);
        async Task<Refusal> RefusedAsync(EvaluationSplit split) =>
            (
                await slice
                    .Get<Recipes>()
                    .DraftAsync(Slice.Steward, dataset.Id, "x", Wanted() with { Split = split }, Ct)
            ).Refusal!;
        Assert.Equal("split.test", Assert.IsType<SplitShareUnusable>(await RefusedAsync(new() { Test = 0 })).Field);
        Assert.Equal(
            "split.validation",
            Assert.IsType<SplitShareUnusable>(await RefusedAsync(new() { Validation = double.NaN })).Field
        );
        Assert.IsType<SplitSeedUnusable>(await RefusedAsync(new() { Seed = long.MaxValue }));
        Assert.Equal("split.by", Assert.IsType<UnknownName>(await RefusedAsync(new() { By = "sites" })).Field);
    }

    [Fact]
    public void A_recipe_that_was_saved_before_splits_were_declared_keeps_its_digest_and_has_none()
    {
        const string saved =
            """{"query":{"purpose":"research"},"scheme":"proportional","seed":1,"size":40,"strataBy":[]}""";
        var recipe = Recipe.Parse(saved);
        Assert.Null(recipe.Split);
        Assert.Null(EvaluationSplit.OfRecipe(saved));
        Assert.Equal(saved, CanonicalJson.Text(recipe));
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(saved).RootElement.ValueKind);
    }

    private static Recipe Wanted() =>
        new(new SampleQuery(Purpose: "research"), ["fault"], AllocationScheme.Proportional, 1000, 3);

    private static async Task<(Dataset Dataset, IReadOnlyList<Subject> Subjects, Purpose Purpose)> PumpsAsync(
        Slice slice,
        int subjects
    )
    {
        var purpose = await slice.PurposeAsync();
        var (dataset, pumps, _) = await slice.PumpsAsync(
            subjects,
            10,
            ("fault", ["none", "leak"]),
            ("site", ["north", "south", "west", "east", "hill", "bank", "port"])
        );
        foreach (var subject in pumps)
            await slice.ConsentAsync(subject, purpose);
        return (dataset, pumps, purpose);
    }

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

    private static async Task<Dictionary<Guid, SplitPart?>> PartsAsync(Slice slice, DatasetVersion version)
    {
        await using var db = slice.Db();
        var places = await (
            from place in db.Set<VersionSample>()
            where place.VersionId == version.Id
            join sample in db.Set<Sample>() on place.SampleId equals (Guid?)sample.Id
            select new { place.Part, sample.SubjectId }
        ).ToListAsync(Ct);
        return places
            .GroupBy(p => p.SubjectId)
            .ToDictionary(g => g.Key, g => Assert.Single(g.Select(p => p.Part).Distinct()));
    }
}
