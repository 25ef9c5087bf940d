using Governance.Catalog;
using Governance.Curation;
using Governance.Platform;
using Governance.Statistics.Sampling;
using Governance.Testing;

namespace Governance.Tests.Curation;

/// <summary>A recipe or a filter with unknown names is refused, instead of drawing nothing or everything.</summary>
public sealed class RecipeRefusalTests(TestDatabase server) : IAsyncLifetime
{
    private Slice _slice = null!;
    private Dataset _dataset = null!;
    private Recipe _good = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _slice = await Slice.OpenAsync(server);
        var purpose = await _slice.PurposeAsync();
        var (dataset, subjects, _) = await _slice.PumpsAsync(
            2,
            6,
            ("lighting", ["day", "dim"]),
            ("view", ["close", "close", "far"]),
            ("story", [new string('s', 200)]),
            ("saga", [new string('g', 200)])
        );
        foreach (var subject in subjects)
            await _slice.ConsentAsync(subject, purpose);
        (_dataset, _good) = (dataset, new(new(Purpose: "research"), ["lighting"], AllocationScheme.Proportional, 4, 7));
    }

    public ValueTask DisposeAsync() => _slice.DisposeAsync();

    private async Task<Refusal?> RefusalAsync(Recipe recipe) =>
        (await _slice.Get<Recipes>().PreviewAsync(Slice.Steward, _dataset.Id, recipe, Ct)).Refusal;

    private static SampleQuery Where(string name, params string[] values) =>
        new(new Dictionary<string, IReadOnlyList<string>> { [name] = values }, Purpose: "research");

    private static void IsUnknown(Refusal? refusal, string field, string meant)
    {
        var unknown = Assert.IsType<UnknownName>(refusal);
        Assert.Equal(field, unknown.Field);
        Assert.StartsWith($"Did you mean “{meant}”?", unknown.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_attribute_value_purpose_or_stratum_is_refused_with_the_nearest()
    {
        Assert.Null(await RefusalAsync(_good));
        IsUnknown(await RefusalAsync(_good with { StrataBy = ["lihgting"] }), "strataBy", "lighting");
        IsUnknown(await RefusalAsync(_good with { Query = Where("veiw", "close") }), "strata", "view");
        IsUnknown(await RefusalAsync(_good with { Query = Where("view", "close", "fra") }), "strata.view", "far");
        IsUnknown(await RefusalAsync(_good with { Query = new(Purpose: "reserach") }), "query.purpose", "research");
        IsUnknown(await RefusalAsync(Quota(("lighting=dim", 2), ("lighting=dya", 1))), "quotas", "lighting=day");
        Assert.IsType<NotFound>(
            await RefusalAsync(_good with { Query = new(Purpose: "research", SubjectId: Guid.NewGuid()) })
        );
        Assert.IsType<StratumWithoutValues>(await RefusalAsync(_good with { Query = Where("view") }));
        Assert.IsType<UnfitText>(await RefusalAsync(_good with { StrataBy = ["light\0"] }));
        Assert.IsType<UnfitText>(await RefusalAsync(_good with { Query = Where("view", "close\uFFFE") }));
        Assert.IsType<UnfitText>(await RefusalAsync(_good with { Query = new(Purpose: "research", Search: "a\0") }));
    }

    [Fact]
    public async Task A_stratum_that_the_query_excludes_is_accepted_with_a_shortage()
    {
        var recipe = Quota(("lighting=dim", 2)) with { Query = Where("lighting", "day") };
        var preview = await _slice.Get<Recipes>().PreviewAsync(Slice.Steward, _dataset.Id, recipe, Ct);
        Assert.Equal(2, preview.Value.Shares.Single(s => s.Stratum == "lighting=dim").Shortage);
    }

    [Fact]
    public async Task Numbers_out_of_range_are_refused()
    {
        foreach (var size in new[] { 0, -1, int.MinValue, int.MaxValue })
            Assert.IsType<RecipeSizeUnusable>(await RefusalAsync(_good with { Size = size }));
        Assert.IsType<RecipeSizeUnusable>(
            await RefusalAsync(Quota(("lighting=dim", 1_000_000), ("lighting=day", 1_000_000)))
        );
        Assert.IsType<RecipeSizeUnusable>(await RefusalAsync(Quota(("lighting=dim", -1), ("lighting=day", 1))));
        Assert.IsType<QuotasWithoutScheme>(
            await RefusalAsync(Quota(("lighting=dim", 1)) with { Scheme = AllocationScheme.Equal })
        );
        foreach (var seed in new[] { long.MinValue, long.MaxValue })
            Assert.IsType<SeedUnusable>(await RefusalAsync(_good with { Seed = seed }));
        Assert.IsType<AttributeTwice>(await RefusalAsync(_good with { StrataBy = ["view", "view"] }));
        Assert.IsType<TooManyAttributes>(
            await RefusalAsync(_good with { StrataBy = [.. Enumerable.Range(0, 1_000).Select(i => $"a{i}")] })
        );
        Assert.IsType<StratumTooLong>(await RefusalAsync(_good with { StrataBy = ["story", "saga"] }));
    }

    [Fact]
    public async Task Filters_of_samples_and_exports_are_checked_as_strictly()
    {
        var catalog = _slice.Get<AlignedSamples>();
        IsUnknown(
            (await catalog.ListAsync(Slice.Steward, _dataset.Id, Where("lightning", "day"), null, null, Ct)).Refusal,
            "strata",
            "lighting"
        );
        IsUnknown(
            (await catalog.GridAsync(Slice.Steward, _dataset.Id, Where("lighting", "dimm"), 0, 10, Ct)).Refusal,
            "strata.lighting",
            "dim"
        );
        IsUnknown(
            (await catalog.ListAsync(Slice.Steward, _dataset.Id, new(Purpose: "resaerch"), null, null, Ct)).Refusal,
            "purpose",
            "research"
        );

        var recipes = _slice.Get<Recipes>();
        Assert.Equal(
            "name",
            Assert
                .IsType<UnfitText>(
                    (await recipes.DraftAsync(Slice.Steward, _dataset.Id, new string('n', 121), _good, Ct)).Refusal
                )
                .Field
        );
        var draft = (await recipes.DraftAsync(Slice.Steward, _dataset.Id, "A version", _good, Ct)).Value;
        await recipes.SealAsync(Slice.Steward, draft.Id, Ct);
        await _slice.WorkAsync();
        var exports = _slice.Get<Exports>();
        IsUnknown(
            (await exports.PrepareAsync(Slice.Steward, draft.Id, "researhc", "Institute", Ct)).Refusal,
            "purpose",
            "research"
        );
        foreach (var recipient in new[] { "I\0", "I" + (char)0xD800, new string('i', 201) })
            Assert.Equal(
                "recipient",
                Assert
                    .IsType<UnfitText>(
                        (await exports.PrepareAsync(Slice.Steward, draft.Id, "research", recipient, Ct)).Refusal
                    )
                    .Field
            );

        var datasets = _slice.Get<Datasets>();
        Assert.Equal(
            "description",
            Assert
                .IsType<UnfitText>(
                    (await datasets.CreateAsync(Slice.Steward, "d", new string('d', 2001), false, Ct)).Refusal
                )
                .Field
        );
        Assert.Equal(
            "name",
            Assert.IsType<UnfitText>((await datasets.CreateAsync(Slice.Steward, "d\0", null, false, Ct)).Refusal).Field
        );
        Assert.Equal(
            "search",
            Assert.IsType<UnfitText>((await datasets.SearchAsync(Slice.Steward, "d\0", Ct)).Refusal).Field
        );
    }

    private Recipe Quota(params (string Stratum, int Number)[] quotas) =>
        _good with
        {
            Scheme = AllocationScheme.Quota,
            Size = 0,
            Quotas = quotas.ToDictionary(q => q.Stratum, q => q.Number),
        };
}
