using Bunit;
using Governance.Catalog;
using Governance.Consent;
using Governance.Web.Catalog;
using Governance.Web.Layout;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Web.Tests.Catalog;

public sealed class DatasetPagesTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task The_form_creates_a_dataset_and_opens_its_page()
    {
        await using var page = host.Page("/datasets?new=true", CatalogPages.Steward);
        var shown = page.Render<DatasetsPage>();
        shown.Eventually(() => Assert.NotEmpty(shown.FindAll("form")));
        var name = $"Pumps {Guid.NewGuid():N}";
        await shown.ChangeAsync("input", name);
        await shown.SubmitAsync();
        var at = page.Services.GetRequiredService<NavigationManager>();
        shown.Eventually(() => Assert.Matches("/datasets/[0-9a-f-]{36}$", at.Uri));
        var made = await host.Get<Datasets>().FindAsync(CatalogPages.Maker, Guid.Parse(at.Uri[^36..]), PortalHost.Ct);
        Assert.Equal(name, made.Value.Dataset.Name);
    }

    [Fact]
    public async Task A_taken_name_is_refused_with_what_to_do()
    {
        var there = await host.DatasetAsync("Taken");
        await using var page = host.Page("/datasets?new=true", CatalogPages.Steward);
        var shown = page.Render<DatasetsPage>();
        // The list is read after the form is shown; type only after that, as a person does.
        shown.Eventually(() => Assert.NotEmpty(shown.FindAll("tbody tr")));
        shown.Eventually(() => Assert.NotEmpty(shown.FindAll("form")));
        await shown.ChangeAsync("input", there.Name);
        await shown.SubmitAsync();
        shown.Eventually(() =>
            Assert.Contains("already a dataset", shown.Find("[role=alert]").TextContent, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_rule_for_storing_is_shown_and_set_by_those_who_manage_datasets()
    {
        var dataset = await host.DatasetAsync("Stored");
        await using (var reading = host.Page($"/datasets/{dataset.Id}", CatalogPolicies.Read))
        {
            var shut = reading.Render<StorageBox>(p => p.Add(b => b.Dataset, dataset));
            shut.Eventually(() =>
                Assert.Contains(
                    "any purpose, or without a record",
                    shut.Find("summary").TextContent,
                    StringComparison.Ordinal
                )
            );
            Assert.Empty(shut.FindAll("button"));
        }
        await using var page = host.Page($"/datasets/{dataset.Id}", CatalogPages.Steward);
        var shown = page.Render<StorageBox>(p => p.Add(b => b.Dataset, dataset));
        shown.Eventually(() => Assert.NotEmpty(shown.FindAll("button")));
        await shown.ChangeAsync("input[name=none]:not([checked])", true);
        await shown.ClickAsync("button");
        shown.Eventually(() => Assert.Equal("Saved.", shown.Find("[role=status]").TextContent.Trim()));
        var kept = await host.Get<Datasets>().FindAsync(CatalogPages.Maker, dataset.Id, PortalHost.Ct);
        Assert.True(kept.Value.Dataset.StorageNeedsConsent);
        Assert.Null(kept.Value.Dataset.StoragePurposeIds);
    }

    [Fact]
    public async Task A_person_with_read_permission_only_gets_no_form_and_no_button()
    {
        await host.DatasetAsync("Readable", synthetic: true);
        await using var page = host.Page("/datasets?new=true", CatalogPolicies.Read);
        var shown = page.Render<DatasetsPage>();
        shown.Eventually(() =>
        {
            Assert.Contains("Synthetic", shown.Find("table").TextContent, StringComparison.Ordinal);
            Assert.Empty(shown.FindAll("form"));
            Assert.Empty(shown.FindAll(".page-actions a"));
        });
    }

    [Fact]
    public async Task Without_the_permission_a_page_names_the_missing_one()
    {
        await using var page = host.Page("/datasets");
        var shown = page.Render<DatasetsPage>();
        shown.Eventually(() =>
            Assert.Contains(CatalogPolicies.Read, shown.Find("[role=alert]").TextContent, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_empty_dataset_offers_the_import()
    {
        var dataset = await host.DatasetAsync("Empty");
        await using var page = host.Page($"/datasets/{dataset.Id}", CatalogPages.Steward);
        var shown = page.Render<DatasetPage>(p => p.Add(d => d.Id, dataset.Id));
        shown.Eventually(() =>
        {
            Assert.Equal("No samples yet", shown.Find(".empty h2").TextContent);
            Assert.Equal($"/datasets/{dataset.Id}/import", shown.Find(".empty a").GetAttribute("href"));
        });
    }

    [Fact]
    public async Task An_unknown_dataset_is_reported()
    {
        await using var page = host.Page("/datasets/x", CatalogPages.Steward);
        var shown = page.Render<DatasetPage>(p => p.Add(d => d.Id, Guid.NewGuid()));
        shown.Eventually(() => Assert.Equal("Dataset not found", shown.Find(".empty h1").TextContent));
    }

    [Fact]
    public async Task Cards_show_the_photo_the_text_the_gap_and_missing_parts_with_the_reason()
    {
        var dataset = await host.DatasetAsync("Cards");
        var (_, _, samples) = await host.FillAsync(dataset, 4);
        await using var page = host.Page($"/datasets/{dataset.Id}", CatalogPages.Steward);
        var shown = page.Render<DatasetPage>(p => p.Add(d => d.Id, dataset.Id));
        shown.Eventually(() => Assert.Equal(4, shown.FindAll("a.sample-card").Count));
        var complete = shown.FindAll("a.sample-card")[0];
        Assert.Equal($"/samples/{samples[0].Id}", complete.GetAttribute("href"));
        Assert.Equal("lazy", complete.QuerySelector("img")!.GetAttribute("loading"));
        Assert.Contains("Seal weeping at flange 1", complete.TextContent, StringComparison.Ordinal);
        var incomplete = shown.FindAll("a.sample-card")[1];
        Assert.Null(incomplete.QuerySelector("img"));
        Assert.Contains(
            "photos/7.jpg",
            incomplete.QuerySelector(".card-absent")!.GetAttribute("title"),
            StringComparison.Ordinal
        );
        Assert.Contains("missing: photo", incomplete.GetAttribute("aria-label"), StringComparison.Ordinal);
        // A gap splits the line in two.
        Assert.Equal(2, incomplete.QuerySelector("svg path")!.GetAttribute("d")!.Count(c => c == 'M'));
    }

    [Fact]
    public async Task Filters_are_read_from_and_written_to_the_address()
    {
        var dataset = await host.DatasetAsync("Filtered");
        await host.FillAsync(dataset, 5);
        await using var page = host.Page(
            $"/datasets/{dataset.Id}?strata=light:low&modality=image&complete=true",
            CatalogPages.Steward
        );
        var shown = page.Render<DatasetPage>(p => p.Add(d => d.Id, dataset.Id));
        shown.Eventually(() =>
        {
            Assert.Equal("3 matching samples", shown.Find(".filters__total").TextContent);
            Assert.Equal(
                "true",
                shown
                    .FindAll(".filters__toggle")
                    .Single(b => b.TextContent.Contains("image", StringComparison.Ordinal))
                    .GetAttribute("aria-pressed")
            );
        });
        await shown.ChangeAsync(".filters__search input", "#003");
        shown.Eventually(() => Assert.Equal("1 matching sample", shown.Find(".filters__total").TextContent));
        Assert.Contains(
            "search=%23003",
            page.Services.GetRequiredService<NavigationManager>().Uri,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("strata=lihgt:low", "Did you mean “light”?")]
    [InlineData("strata=light:lwo", "Did you mean “low”?")]
    [InlineData("purpose=never-made", "is not the code of a purpose")]
    [InlineData("search=%00", "NUL")]
    public async Task A_filter_with_an_unknown_name_is_refused_and_the_page_keeps_working(string query, string words)
    {
        var dataset = await host.DatasetAsync($"Refused {Guid.NewGuid():N}");
        await host.FillAsync(dataset, 5);
        await using var page = host.Page($"/datasets/{dataset.Id}?{query}", CatalogPages.Steward);
        var shown = page.Render<DatasetPage>(p => p.Add(d => d.Id, dataset.Id));
        shown.Eventually(() => Assert.Contains(words, shown.Find(".error-box").TextContent, StringComparison.Ordinal));
        page.Services.GetRequiredService<NavigationManager>().NavigateTo($"/datasets/{dataset.Id}?strata=light:low");
        shown.Eventually(() => Assert.Empty(shown.FindAll(".error-box")));
    }

    [Fact]
    public async Task The_grid_shows_48_samples_a_page()
    {
        var dataset = await host.DatasetAsync("Paged");
        await host.FillAsync(dataset, 50);
        await using var page = host.Page($"/datasets/{dataset.Id}?page=2", CatalogPages.Steward);
        var shown = page.Render<DatasetPage>(p => p.Add(d => d.Id, dataset.Id));
        shown.Eventually(() =>
        {
            Assert.Equal(2, shown.FindAll("a.sample-card").Count);
            Assert.Contains("49–50 of 50", shown.Markup, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Consent_cover_gives_the_excluded_samples_and_the_reasons()
    {
        var purpose = (
            await host.Get<Consents>()
                .AddPurposeAsync(
                    CatalogPages.Maker,
                    $"p-{Guid.NewGuid():N}"[..20],
                    "Research",
                    "for a test",
                    PortalHost.Ct
                )
        ).Value;
        var dataset = await host.DatasetAsync("Covered");
        var (subject, _, _) = await host.FillAsync(dataset, 3);
        await host.Get<Consents>()
            .RecordAsync(
                CatalogPages.Maker,
                new(
                    subject.Id,
                    purpose.Id,
                    ConsentState.Withdrawn,
                    Modalities.All,
                    host.Get<TimeProvider>().GetUtcNow().AddDays(-1),
                    null,
                    "notice v1",
                    "en",
                    ConsentMethod.Electronic
                ),
                PortalHost.Ct
            );
        await using var page = host.Page($"/datasets/{dataset.Id}", CatalogPages.Steward);
        var shown = page.Render<DatasetPage>(p => p.Add(d => d.Id, dataset.Id));
        shown.Eventually(() =>
            Assert.Contains(
                "0 of 3; 3 withdrawn",
                shown.Find(".dataset-head__cover").TextContent,
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public async Task Quality_counts_missing_parts_by_reason_and_scenario()
    {
        var dataset = await host.DatasetAsync("Quality");
        await host.FillAsync(dataset, 4);
        await using var page = host.Page($"/datasets/{dataset.Id}?tab=quality", CatalogPages.Steward);
        var shown = page.Render<DatasetPage>(p => p.Add(d => d.Id, dataset.Id));
        shown.Eventually(() =>
        {
            Assert.NotEmpty(shown.FindAll(".heat tbody tr"));
            Assert.Contains("2 not delivered", shown.Markup, StringComparison.Ordinal);
        });
        var high = shown.FindAll(".heat tbody tr").Single(r => r.QuerySelector("th")!.TextContent == "high");
        Assert.Equal(["2", "100 %", "0 %", "100 %", "0 %"], high.QuerySelectorAll("td").Select(c => c.TextContent));
    }

    [Fact]
    public async Task The_dataset_in_view_is_hidden_when_its_page_is_left()
    {
        var dataset = await host.DatasetAsync("Viewed");
        await using var page = host.Page($"/datasets/{dataset.Id}", CatalogPages.Steward);
        var shown = page.Render<DatasetPage>(p => p.Add(d => d.Id, dataset.Id));
        var view = page.Services.GetRequiredService<DatasetInView>();
        shown.Eventually(() => Assert.Equal(dataset.Name, view.Name));
        await page.DisposeComponentsAsync();
        Assert.Null(view.Name);
    }

    [Fact]
    public async Task Recordings_show_their_clock_in_words()
    {
        var dataset = await host.DatasetAsync("Clocks");
        await host.FillAsync(dataset, 1);
        await using var page = host.Page($"/recordings?dataset={dataset.Id}", CatalogPages.Steward);
        var shown = page.Render<RecordingsPage>();
        shown.Eventually(() =>
        {
            Assert.Contains(
                "vibration −1.38 s ± 40 ms, drift 20 ppm, declared by the import map",
                shown.Markup,
                StringComparison.Ordinal
            );
            Assert.Contains("2 over 6 s", shown.Markup, StringComparison.Ordinal);
            Assert.Contains("12,340", shown.Markup, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_search_finds_datasets_by_name_and_samples_by_key()
    {
        var dataset = await host.DatasetAsync("Meets");
        await host.FillAsync(dataset, 2);
        await using var page = host.Page($"/datasets?q={Uri.EscapeDataString(dataset.Name)}", CatalogPages.Steward);
        var shown = page.Render<DatasetsPage>();
        shown.Eventually(() => Assert.Equal($"/datasets/{dataset.Id}", shown.Find("table a").GetAttribute("href")));
        await using var other = host.Page("/datasets?q=pump-03/t.csv%23001", CatalogPages.Steward);
        var samples = other.Render<DatasetsPage>();
        samples.Eventually(() =>
            Assert.StartsWith("/samples/", samples.Find("table a").GetAttribute("href"), StringComparison.Ordinal)
        );
    }
}
