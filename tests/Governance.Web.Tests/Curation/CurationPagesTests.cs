using Bunit;
using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Platform.Runs;
using Governance.Statistics.Sampling;
using Governance.Web.Catalog;
using Governance.Web.Curation;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Consent;
using Governance.Web.Tests.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Web.Tests.Curation;

public sealed class CurationPagesTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly string[] Steward =
    [
        CatalogPolicies.Read,
        CatalogPolicies.Export,
        CurationPolicies.Seal,
        ConsentPolicies.Read,
    ];

    [Fact]
    public void A_recipe_read_back_from_its_address_has_the_same_digest()
    {
        var recipe = new Recipe(
            new(
                new Dictionary<string, IReadOnlyList<string>> { ["light: & view"] = ["a=b; c", "dim"] },
                [Modality.Text, Modality.Sensor],
                true,
                "research",
                "7#"
            ),
            ["lighting", "view"],
            AllocationScheme.Quota,
            0,
            4711,
            new Dictionary<string, int> { ["lighting=dim; view=a:b"] = 40 },
            new EvaluationSplit
            {
                By = "view: a",
                Test = .25,
                Validation = .15,
                Seed = -3,
            }
        );
        var query = new Uri(new("http://x"), RecipeAddress.Of(Guid.Empty, recipe))
            .Query[1..]
            .Split('&')
            .Select(p => p.Split('=', 2))
            .ToLookup(p => p[0], p => Uri.UnescapeDataString(p[1]));
        var back = RecipeAddress.Read(
            new RecipeParameters
            {
                Filters = [.. query["f"]],
                Modalities = [.. query["m"]],
                Complete = true,
                Purpose = query["purpose"].Single(),
                Search = query["q"].Single(),
                StrataBy = [.. query["by"]],
                Scheme = query["scheme"].Single(),
                Seed = long.Parse(query["seed"].Single(), System.Globalization.CultureInfo.InvariantCulture),
                Quotas = [.. query["n"]],
                Split = query["split"].Single(),
            }
        );
        Assert.Equal(recipe.Digest(), back.Digest());
        Assert.Equal(recipe.Digest(), RecipeAddress.Read(RecipeAddress.Of(Guid.Empty, recipe)).Digest());
        var nonsense = RecipeAddress.Read(
            new RecipeParameters
            {
                Filters = ["nocolon"],
                Modalities = ["9", "smell"],
                Purpose = " ",
                StrataBy = [""],
                Scheme = "7",
                Seed = long.MaxValue,
                Quotas = ["x", ":3", "a:b"],
                Split = "0.2:many:1:",
            }
        );
        Assert.Null(nonsense.Split);
        Assert.Equal((AllocationScheme.Proportional, RecipeAddress.MaxSeed), (nonsense.Scheme, nonsense.Seed));
        Assert.Equal(new SampleQuery(), nonsense.Query);
    }

    [Fact]
    public async Task The_preview_shows_shortages_and_excluded_samples()
    {
        var purpose = await host.PurposeAsync();
        var subject = await host.SubjectAsync();
        var dataset = await host.DatasetAsync(subject, 10);
        await using var page = host.Page(Steward);
        page.Services.GetRequiredService<NavigationManager>()
            .NavigateTo(
                $"/datasets/{dataset.Id}/curate?purpose={purpose.Code}&by=lighting&scheme=equal&size=16&seed=7"
            );
        var shown = page.Render<RecipePage>(p => p.Add(r => r.DatasetId, dataset.Id));
        shown.Eventually(() =>
        {
            Assert.Contains("no consent on record", shown.Find(".cover").TextContent, StringComparison.Ordinal);
            Assert.Contains("0 of 10 may be used", shown.Find(".cover").TextContent, StringComparison.Ordinal);
        });

        await host.GiveAsync(subject, purpose);
        page.Services.GetRequiredService<NavigationManager>()
            .NavigateTo(
                $"/datasets/{dataset.Id}/curate?purpose={purpose.Code}&by=lighting&scheme=equal&size=16&seed=8"
            );
        shown.Eventually(() =>
        {
            Assert.Equal(2, shown.FindAll(".bar__words--short").Count);
            Assert.Equal("5 drawn of 5, 8 requested: 3 short", shown.Find(".bar__words--short").TextContent);
        });
    }

    [Theory]
    [InlineData("by=lihgting&scheme=equal&size=4", "Did you mean “lighting”?")]
    [InlineData("f=lighting:dimm&scheme=equal&size=4", "Did you mean “dim”?")]
    [InlineData("by=lighting&scheme=quota&n=lighting%3Ddax:3", "Did you mean “lighting=day”?")]
    [InlineData(
        "by=lighting&scheme=quota&n=lighting%3Dday:1000000&n=lighting%3Ddim:1000000",
        "2,000,000 is not a number of samples"
    )]
    [InlineData("q=%00&scheme=equal&size=4", "NUL")]
    public async Task A_recipe_with_an_unknown_name_is_refused_and_the_page_keeps_working(string query, string words)
    {
        var purpose = await host.PurposeAsync();
        var subject = await host.SubjectAsync();
        await host.GiveAsync(subject, purpose);
        var dataset = await host.DatasetAsync(subject, 4);
        await using var page = host.Page(Steward);
        var navigator = page.Services.GetRequiredService<NavigationManager>();
        navigator.NavigateTo($"/datasets/{dataset.Id}/curate?purpose={purpose.Code}&seed=7&{query}");
        var shown = page.Render<RecipePage>(p => p.Add(r => r.DatasetId, dataset.Id));
        shown.Eventually(() => Assert.Contains(words, shown.Find(".error-box").TextContent, StringComparison.Ordinal));
        navigator.NavigateTo(
            $"/datasets/{dataset.Id}/curate?purpose={purpose.Code}&by=lighting&scheme=equal&size=4&seed=7"
        );
        shown.Eventually(() => Assert.Empty(shown.FindAll(".error-box")));
        shown.Eventually(() =>
            Assert.Contains("4 of 4 may be used", shown.Find(".cover").TextContent, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_change_of_the_recipe_changes_the_address()
    {
        var subject = await host.SubjectAsync();
        var dataset = await host.DatasetAsync(subject, 4);
        await using var page = host.Page(Steward);
        var navigator = page.Services.GetRequiredService<NavigationManager>();
        navigator.NavigateTo($"/datasets/{dataset.Id}/curate");
        var shown = page.Render<RecipePage>(p => p.Add(r => r.DatasetId, dataset.Id));
        shown.Eventually(() => Assert.Contains("size=4&seed=", navigator.Uri, StringComparison.Ordinal));
        await shown.ClickAsync(".toggle", "dim");
        shown.Eventually(() => Assert.Contains("f=lighting%3Adim", navigator.Uri, StringComparison.Ordinal));
        shown.Eventually(() =>
            Assert.Equal(
                "true",
                shown
                    .FindAll(".toggle")
                    .First(t => t.TextContent.Contains("dim", StringComparison.Ordinal))
                    .GetAttribute("aria-pressed")
            )
        );
    }

    [Fact]
    public async Task A_draft_shows_what_sealing_fixes_and_the_page_unsubscribes_from_the_feed()
    {
        var purpose = await host.PurposeAsync();
        var subject = await host.SubjectAsync();
        await host.GiveAsync(subject, purpose);
        var draft = await host.DraftAsync(await host.DatasetAsync(subject, 6), purpose, 4);
        var feed = host.Get<RunFeed>();
        var before = feed.Subscribers;
        await using (var page = host.Page(Steward))
        {
            var shown = page.Render<VersionPage>(p => p.Add(v => v.VersionId, draft.Id));
            await shown.ClickAsync(".page-actions .btn--primary");
            shown.Eventually(() =>
                Assert.Contains(
                    "fixes 4 samples permanently",
                    shown.Find(".consequence").TextContent,
                    StringComparison.Ordinal
                )
            );
            Assert.Equal(
                VersionState.Draft,
                (await host.Get<DatasetVersions>().FindAsync(PageWorld.Everything, draft.Id, PortalHost.Ct))
                    .Value
                    .Version
                    .State
            );
            Assert.Equal(before + 1, feed.Subscribers);
            await shown.ClickAsync(".consequence .btn--primary");
            await host.SealingEndedAsync(draft.Id);
            shown.Eventually(() =>
                Assert.Contains("sealed version 1", shown.Find("h1").TextContent, StringComparison.Ordinal)
            );
        }
        Assert.Equal(before, feed.Subscribers);
    }

    [Fact]
    public async Task A_sealed_version_lists_its_places_and_shows_a_later_withdrawal()
    {
        var purpose = await host.PurposeAsync();
        var subject = await host.SubjectAsync();
        await host.GiveAsync(subject, purpose);
        var version = await host.SealedAsync(await host.DatasetAsync(subject, 6), purpose, 6);
        await using var page = host.Page(Steward);
        var shown = page.Render<VersionPage>(p => p.Add(v => v.VersionId, version.Id));
        shown.Eventually(() =>
        {
            Assert.Equal(6, shown.FindAll("tbody tr").Count);
            Assert.Equal("r/t.csv#001", shown.Find(".key").TextContent);
            // One subject, so every sample is in one part.
            Assert.Contains("by subject, seed", shown.Find("dl").TextContent, StringComparison.Ordinal);
            Assert.Single(shown.FindAll("td[data-label='Part']").Select(c => c.TextContent).Distinct());
            Assert.NotNull(shown.Find($"a[href='/versions/{version.Id}/export']"));
        });

        await host.Get<Consents>()
            .WithdrawAsync(PageWorld.Everything, subject.Id, purpose.Id, ConsentMethod.Spoken, PortalHost.Ct);
        page.Services.GetRequiredService<NavigationManager>().NavigateTo($"/versions/{version.Id}?tab=consent");
        shown.Eventually(() =>
            Assert.Contains("consent withdrawn", shown.Find(".cover li").TextContent, StringComparison.Ordinal)
        );
        page.Services.GetRequiredService<NavigationManager>().NavigateTo($"/versions/{version.Id}?tab=provenance");
        shown.Eventually(() =>
            Assert.Contains(
                "made 1 version from 6 samples",
                shown.Find(".prov-step").TextContent,
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public async Task An_export_shows_what_is_withheld_before_it_is_prepared()
    {
        var (made, other) = (await host.PurposeAsync(), await host.PurposeAsync());
        var subject = await host.SubjectAsync();
        await host.GiveAsync(subject, made);
        await host.GiveAsync(subject, other, Modalities.Text);
        var version = await host.SealedAsync(await host.DatasetAsync(subject, 6), made, 6);
        await using var page = host.Page(Steward);
        var navigator = page.Services.GetRequiredService<NavigationManager>();
        navigator.NavigateTo($"/versions/{version.Id}/export?purpose={other.Code}");
        var shown = page.Render<ExportPage>(p => p.Add(e => e.VersionId, version.Id));
        shown.Eventually(() =>
        {
            Assert.Contains("not covered by the consent", shown.Find(".reasons").TextContent, StringComparison.Ordinal);
            Assert.Equal("3", shown.Find(".reasons .num").TextContent);
        });
        await shown.ChangeAsync("form input", "Institute");
        await shown.SubmitAsync();
        shown.Eventually(() =>
        {
            Assert.EndsWith("/content", shown.Find("a[download]").GetAttribute("href"), StringComparison.Ordinal);
            Assert.Contains("prepared, not downloaded", shown.Markup, StringComparison.Ordinal);
        });
        Assert.Contains("?export=", navigator.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_cannot_be_exported_and_a_missing_permission_is_explained()
    {
        var purpose = await host.PurposeAsync();
        var subject = await host.SubjectAsync();
        await host.GiveAsync(subject, purpose);
        var dataset = await host.DatasetAsync(subject, 4);
        var draft = await host.DraftAsync(dataset, purpose, 2);
        var done = await host.SealedAsync(dataset, purpose, 2);
        await using var page = host.Page(CatalogPolicies.Read);
        var shown = page.Render<ExportPage>(p => p.Add(e => e.VersionId, draft.Id));
        shown.Eventually(() => Assert.Contains("A draft cannot be exported", shown.Markup, StringComparison.Ordinal));
        var refused = page.Render<ExportPage>(p => p.Add(e => e.VersionId, done.Id));
        refused.Eventually(() =>
            Assert.Contains("You do not have permission to export", refused.Markup, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_landing_page_lists_drafts_and_sealed_versions()
    {
        var purpose = await host.PurposeAsync();
        var subject = await host.SubjectAsync();
        await host.GiveAsync(subject, purpose);
        var dataset = await host.DatasetAsync(subject, 4);
        var draft = await host.DraftAsync(dataset, purpose, 2);
        await using var page = host.Page(Steward);
        var shown = page.Render<CuratePage>();
        shown.Eventually(() => Assert.NotNull(shown.Find($"a[href='/datasets/{dataset.Id}/curate']")));
    }
}
