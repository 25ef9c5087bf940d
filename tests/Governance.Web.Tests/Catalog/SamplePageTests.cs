using System.Text.Json.Nodes;
using Bunit;
using Governance.Consent;
using Governance.Provenance;
using Governance.Web.Catalog;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Layout;

namespace Governance.Web.Tests.Catalog;

public sealed class SamplePageTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task A_sample_shows_its_time_its_neighbours_and_its_clock()
    {
        var dataset = await host.DatasetAsync("Sample");
        var (subject, _, samples) = await host.FillAsync(dataset, 3);
        await using var page = host.Page($"/samples/{samples[1].Id}", CatalogPages.Steward);
        // The browser draws the sample; this test checks only the call.
        var module = page.JSInterop.SetupModule("/js/portal.js");
        module.Mode = JSRuntimeMode.Loose;
        var shown = page.Render<SamplePage>(p => p.Add(s => s.Id, samples[1].Id));
        shown.Eventually(() =>
        {
            Assert.Contains(
                $"{subject.Pseudonym}, 2 Mar 2026, 09:01:00 Europe/Zurich",
                shown.Find(".page-lede").TextContent,
                StringComparison.Ordinal
            );
            Assert.Equal(
                [$"/samples/{samples[0].Id}", $"/samples/{samples[2].Id}"],
                shown.FindAll(".page-actions a").Select(a => a.GetAttribute("href"))
            );
            Assert.Contains("photo: not delivered", shown.Markup, StringComparison.Ordinal);
            Assert.Contains("vibration −1.38 s ± 40 ms", shown.Markup, StringComparison.Ordinal);
        });
        await shown.EventuallyCallsAsync(module, i =>
            i.Identifier == "mountSample"
            && i.Arguments.Contains("Europe/Zurich")
            && JsonNode.Parse((string)i.Arguments[1]!)!["anchorNs"]!.GetValue<string>() == $"{samples[1].AnchorNs}"
        );
    }

    [Fact]
    public async Task The_first_and_the_last_sample_have_no_neighbour()
    {
        var dataset = await host.DatasetAsync("Ends");
        var (_, _, samples) = await host.FillAsync(dataset, 1);
        await using var page = host.Page($"/samples/{samples[0].Id}", CatalogPages.Steward);
        var shown = page.Render<SamplePage>(p => p.Add(s => s.Id, samples[0].Id));
        shown.Eventually(() => Assert.Equal(2, shown.FindAll(".page-actions button[disabled]").Count));
    }

    [Fact]
    public async Task Consent_shows_the_record_in_effect_for_each_purpose()
    {
        var registry = host.Get<Consents>();
        var given = (
            await registry.AddPurposeAsync(
                CatalogPages.Maker,
                $"g-{Guid.NewGuid():N}"[..20],
                "Given one",
                "for a test",
                PortalHost.Ct
            )
        ).Value;
        var silent = (
            await registry.AddPurposeAsync(
                CatalogPages.Maker,
                $"s-{Guid.NewGuid():N}"[..20],
                "Silent one",
                "for a test",
                PortalHost.Ct
            )
        ).Value;
        var dataset = await host.DatasetAsync("Consent");
        var (subject, _, samples) = await host.FillAsync(dataset, 1);
        await registry.RecordAsync(
            CatalogPages.Maker,
            new(
                subject.Id,
                given.Id,
                ConsentState.Given,
                Modalities.Text | Modalities.Image,
                host.Get<TimeProvider>().GetUtcNow().AddDays(-1),
                null,
                "notice v2",
                "en",
                ConsentMethod.WrittenForm
            ),
            PortalHost.Ct
        );
        await using var page = host.Page($"/samples/{samples[0].Id}?tab=consent", CatalogPages.Steward);
        var shown = page.Render<SamplePage>(p => p.Add(s => s.Id, samples[0].Id));
        shown.Eventually(() => Assert.NotEmpty(shown.FindAll("tbody tr")));
        string Row(Purpose purpose) =>
            shown
                .FindAll("tbody tr")
                .Single(r => r.TextContent.Contains(purpose.Code, StringComparison.Ordinal))
                .TextContent;
        Assert.Contains("notice v2", Row(given), StringComparison.Ordinal);
        Assert.Contains("written form", Row(given), StringComparison.Ordinal);
        Assert.Contains("until withdrawn", Row(given), StringComparison.Ordinal);
        Assert.Contains("no record", Row(silent), StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_places_every_step_after_its_sources_and_finds_the_whole_path()
    {
        var upload = Step("unpack", 3, (null, "file:x/a.csv", null), (null, "file:x/b.jpg", null));
        var normalise = Step("normalise", 2, ("file:x/b.jpg", "blob:1", "d1"), ("file:x/a.csv", "blob:2", "d2"));
        var align = Step("align", 1, ("blob:1", "sample:s", null), ("blob:2", "sample:s", null));
        var named = new Dictionary<string, (string, Modality)>
        {
            ["d1"] = ("photo", Modality.Image),
            ["d2"] = ("note", Modality.Text),
        };
        var picture = ProvenancePicture.Of([align, normalise, upload], named, ("sample:s", "001#3"));
        Assert.Equal(
            ["unpack", "normalise", "align"],
            picture.Nodes.Where(n => n.IsStep).OrderBy(n => n.Column).Select(n => n.Title)
        );
        Assert.All(picture.Edges, e => Assert.True(Node(picture, e.From).Column < Node(picture, e.To).Column));
        Assert.Equal(Modality.Image, Node(picture, "file:x/b.jpg").Modality);
        Assert.Equal("photo", Node(picture, "blob:1").Title);
        Assert.Null(Node(picture, "sample:s").Modality);
        var lit = picture.PathThrough("file:x/b.jpg");
        Assert.Contains("sample:s", lit);
        Assert.DoesNotContain("file:x/a.csv", lit);
        // The text was derived by the same step, but not from this file.
        Assert.DoesNotContain("blob:2", lit);
        Assert.Equal(
            ["align", "normalise", "unpack"],
            picture.LastFirst([upload, normalise, align]).Select(s => s.Activity.Kind)
        );
    }

    [Fact]
    public void More_than_forty_nodes_of_a_kind_are_grouped_with_a_count()
    {
        var many = Step(
            "seal",
            1,
            [.. Enumerable.Range(0, 41).Select(i => ((string?)$"sample:{i:D2}", (string?)"version:v", (string?)null))]
        );
        var picture = ProvenancePicture.Of([many], new Dictionary<string, (string, Modality)>(), ("version:v", "v1"));
        var folded = Assert.Single(picture.Nodes, n => n.Count > 1);
        Assert.Equal(41, folded.Count);
        Assert.Equal(3, picture.Nodes.Count);
        Assert.Equal(2, picture.Edges.Count);
    }

    [Theory]
    [InlineData(new double[] { }, "")]
    [InlineData(new[] { double.NaN, double.NaN }, "")]
    [InlineData(new[] { 1, 1.0 }, "M0 16L64 16")]
    [InlineData(new[] { 0, double.NaN, 1.0 }, "M0 30h0.01M64 2h0.01")]
    public void A_sparkline_keeps_its_gaps(double[] values, string path) =>
        Assert.Equal(path, Sparkline.PathOf([.. values.Select(v => double.IsNaN(v) ? (float?)null : (float)v)]));

    private static PictureNode Node(ProvenancePicture picture, string id) => picture.Nodes.Single(n => n.Id == id);

    private static ProvenanceStep Step(
        string kind,
        int distance,
        params (string? Input, string? Output, string? OutputDigest)[] edges
    )
    {
        var activity = new Activity
        {
            Kind = kind,
            StartedAt = default,
            EndedAt = default,
            AgentId = Guid.Empty,
            Agent = "portal",
            CodeVersion = "1",
            Parameters = "{}",
        };
        return new(
            activity,
            [
                .. edges.Select(e => new Derivation
                {
                    ActivityId = activity.Id,
                    Input = e.Input,
                    Output = e.Output,
                    OutputDigest = e.OutputDigest,
                }),
            ],
            distance
        );
    }
}
