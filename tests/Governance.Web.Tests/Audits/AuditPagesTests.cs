using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bunit;
using Governance.Access;
using Governance.Audits;
using Governance.Catalog;
using Governance.Inference.Fusion;
using Governance.Ledger;
using Governance.Models;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Testing;
using Governance.Web.Access;
using Governance.Web.Audits;
using Governance.Web.Home;
using Governance.Web.Layout;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Consent;
using Governance.Web.Tests.Ethics;
using Governance.Web.Tests.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Governance.Web.Tests.Audits;

public sealed class AuditPagesTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task The_report_says_verdict_findings_and_every_table_with_its_words()
    {
        var audit = await FinishedAsync();
        await using var page = Page($"/models/audits/{audit.Id}", AuditsPolicies.Read);
        var shown = page.Render<AuditPage>(p => p.Add(x => x.Id, audit.Id));
        shown.Eventually(() =>
        {
            Assert.Contains("Key findings", shown.Markup, StringComparison.Ordinal);
            Assert.Equal("Passed", shown.Find(".verdict .state").TextContent);
            // The first line says that the audit opens no gate.
            var first = shown.Find(".stack--loose").Children[0].TextContent;
            Assert.Contains("Exploratory: no promotion policy in force names", first, StringComparison.Ordinal);
            Assert.Equal(3, shown.FindAll(".highlights li").Count);
            Assert.All(shown.FindAll(".highlights li"), li =>
                Assert.Contains("What this means:", li.TextContent, StringComparison.Ordinal)
            );
            Assert.Equal(7, shown.FindAll(".heat tbody tr").Count);
            Assert.Equal(6, shown.FindAll("#retrieval ~ table tbody tr").Count);
            Assert.Contains("insufficient", shown.Markup, StringComparison.Ordinal);
            // Every drawing says in words what it shows.
            Assert.NotEmpty(shown.FindAll("svg[role=img]"));
            Assert.All(shown.FindAll("svg[role=img]"), svg => Assert.True(svg.GetAttribute("aria-label")!.Length > 20));
            Assert.All(shown.FindAll("svg"), svg =>
                Assert.DoesNotContain("NaN", svg.OuterHtml, StringComparison.Ordinal)
            );
        });
    }

    [Fact]
    public async Task On_paper_the_digest_stands_whole()
    {
        var audit = await FinishedAsync();
        await using var page = Page($"/models/audits/{audit.Id}", AuditsPolicies.Read);
        var shown = page.Render<AuditPage>(p => p.Add(x => x.Id, audit.Id));
        shown.WaitForElement("a[href$='/print']", Visitor.Patience);
        Assert.Empty(shown.FindAll(".audit-print__digest"));
        page.Services.GetRequiredService<NavigationManager>().NavigateTo($"/models/audits/{audit.Id}/print");
        shown.Eventually(() => Assert.Equal(audit.ReportDigest, shown.Find(".audit-print__digest").TextContent));
    }

    [Fact]
    public async Task The_list_leads_to_reports_and_only_those_who_may_start_one()
    {
        var audit = await FinishedAsync();
        await using var page = Page("/models/audits", AuditsPolicies.Read);
        var shown = page.Render<AuditsPage>();
        shown.Eventually(() =>
        {
            Assert.Contains(shown.FindAll("a.name"), a => a.GetAttribute("href") == $"/models/audits/{audit.Id}");
            Assert.DoesNotContain("New audit", shown.Markup, StringComparison.Ordinal);
        });
        await using var other = Page("/models/audits", AuditsPolicies.Read, AuditsPolicies.Run);
        var startable = other.Render<AuditsPage>();
        startable.Eventually(() => Assert.Contains("New audit", startable.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_never_audited_waits_on_the_page_and_at_home_for_those_who_may_audit()
    {
        var (model, version) = await host.TrainedAsync();
        await using var page = Page("/models/audits", AuditsPolicies.Read, AuditsPolicies.Run);
        var shown = page.Render<AuditsPage>();
        shown.Eventually(() =>
        {
            Assert.Contains(shown.FindAll("#unaudited ~ ul a"), a =>
                a.GetAttribute("href") == $"/models/audits/new?model={version.Id}"
            );
            Assert.Contains(model.Name, shown.Find("#unaudited ~ ul").TextContent, StringComparison.Ordinal);
        });
        var (_, officer) = await host.AddPersonAsync(Roles.Compliance);
        var (_, reviewer) = await host.AddPersonAsync(Roles.Ethics);
        Assert.Contains(await LinesAsync(officer), l =>
            l is { Part: HomePart.Waiting, Count: > 0, Path: "/models/audits" }
            && l.Text.EndsWith("never audited", StringComparison.Ordinal)
        );
        await FinishedAsync();
        Assert.DoesNotContain(await LinesAsync(reviewer), l =>
            l.Text.EndsWith("never audited", StringComparison.Ordinal)
        );
        Assert.Contains(await LinesAsync(reviewer), l =>
            l is { Part: HomePart.LastWeek, Count: > 0, Path: "/models/audits" }
        );

        page.Services.GetRequiredService<NavigationManager>().NavigateTo("/models/audits?verdict=failed");
        shown.WaitForAssertion(
            () =>
            {
                Assert.Contains("Only audits that did not pass", shown.Markup, StringComparison.Ordinal);
                Assert.Empty(shown.FindAll("#unaudited"));
            },
            Visitor.Patience
        );
    }

    private async Task<IReadOnlyList<HomeLine>> LinesAsync(Actor actor)
    {
        var lines = new List<HomeLine>();
        foreach (var source in host.Get<IEnumerable<HomeLines>>())
            lines.AddRange(await source(host.Services, actor, PortalHost.Ct));
        return lines;
    }

    [Fact]
    public async Task A_new_audit_says_before_the_button_why_it_cannot_be()
    {
        var (_, version) = await host.TrainedAsync();
        await using var page = Page(
            $"/models/audits/new?model={version.Id}",
            AuditsPolicies.Read,
            AuditsPolicies.Run,
            ModelsPolicies.Read,
            CatalogPolicies.Read
        );
        var shown = page.Render<NewAuditPage>();
        shown.Eventually(() =>
        {
            Assert.Contains("is a draft", shown.Find(".error-box").TextContent, StringComparison.Ordinal);
            Assert.True(shown.Find("button[type=submit]").HasAttribute("disabled"));
        });
    }

    /// <summary>The file holds the same report with its sentences written out. It is changed on purpose only.</summary>
    [Fact]
    public async Task The_api_shows_every_sentence_of_a_report_that_is_stored_as_codes()
    {
        var audit = await FinishedAsync();
        var (_, actor) = await host.AddPersonAsync(Roles.Auditor);
        using var client = host.Script((await host.TokenAsync(actor, AccessTokens.Everything)).Secret);
        var whole = await client.GetFromJsonAsync<JsonObject>($"/api/v1/audits/{audit.Id}", PortalHost.Ct);
        var written = JsonNode.Parse(
            await File.ReadAllTextAsync(
                SourceTree.PathOf("tests/Governance.Tests/Audits/report-as-shown.json"),
                PortalHost.Ct
            )
        )!;
        Assert.Equal(Comparable(written), Comparable(whole!["report"]!));

        var stored = Encoding.UTF8.GetString(
            await client.GetByteArrayAsync($"/api/v1/audits/{audit.Id}/report", PortalHost.Ct)
        );
        Assert.DoesNotContain("of the answers are right", stored, StringComparison.Ordinal);
        Assert.Contains("\"answers-right\"", stored, StringComparison.Ordinal);
    }

    /// <summary>Without what names this test's own rows; a member that is null and one that is left out say the same.</summary>
    private static string Comparable(JsonNode report)
    {
        var copy = Without(report.DeepClone())!.AsObject();
        copy.Remove("schema");
        copy.Remove("bound");
        return CanonicalJson.Text<JsonNode>(copy);

        static JsonNode? Without(JsonNode? node)
        {
            foreach (var (name, value) in (node as JsonObject)?.ToList() ?? [])
                if (Without(value) is null)
                    node!.AsObject().Remove(name);
            foreach (var item in node as JsonArray ?? [])
                Without(item);
            return node;
        }
    }

    [Fact]
    public async Task The_api_gives_the_bytes_that_the_digest_names_and_refuses_in_words()
    {
        var audit = await FinishedAsync();
        var (_, actor) = await host.AddPersonAsync(Roles.Auditor);
        using var client = host.Script((await host.TokenAsync(actor, AccessTokens.Everything)).Secret);
        var bytes = await client.GetByteArrayAsync($"/api/v1/audits/{audit.Id}/report", PortalHost.Ct);
        Assert.Equal(audit.ReportDigest, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        var whole = await client.GetFromJsonAsync<JsonElement>($"/api/v1/audits/{audit.Id}", PortalHost.Ct);
        Assert.Equal(
            7,
            whole.GetProperty("report").GetProperty("core").GetProperty("masks").GetProperty("rows").GetArrayLength()
        );
        var listed = await client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/audits?modelVersionId={audit.ModelVersionId}",
            PortalHost.Ct
        );
        Assert.Equal(audit.Id, listed.GetProperty("items")[0].GetProperty("id").GetGuid());
        using var refused = await client.PostAsJsonAsync(
            "/api/v1/audits",
            new { modelVersionId = audit.ModelVersionId },
            PortalHost.Ct
        );
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(
            "/problems/version-not-sealed",
            (await refused.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct)).GetProperty("type").GetString()
        );
    }

    private BunitContext Page(string address, params string[] permissions)
    {
        var page = new BunitContext();
        page.JSInterop.Mode = JSRuntimeMode.Loose;
        page.Services.AddMudServices();
        page.Services.AddSingleton<TimeProvider>(host.Time)
            .AddSingleton(host.Get<AuditRuns>())
            .AddSingleton(host.Get<AuditSuites>())
            .AddSingleton(host.Get<AuditPredictions>())
            .AddSingleton(host.Get<PromotionPolicies>())
            .AddSingleton(host.Get<ModelRegistry>())
            .AddSingleton(host.Get<DatasetVersions>())
            .AddSingleton(host.Get<JobRuns>())
            .AddSingleton(host.Get<RunFeed>());
        page.Services.AddScoped<CurrentActor>().AddScoped<PortalScript>().AddScoped<Viewer>();
        page.AddAuthorization()
            .SetAuthorized("Stefan")
            .SetPolicies(permissions)
            .SetClaims([
                new Claim(ClaimTypes.NameIdentifier, Guid.NewGuid().ToString()),
                .. permissions.Select(p => new Claim(AccessClaims.Permission, p)),
            ]);
        page.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return page;
    }

    private async Task<AuditRun> FinishedAsync()
    {
        var (model, version) = await host.TrainedAsync();
        var report = Report(model, version);
        var audit = new AuditRun
        {
            ModelVersionId = version.Id,
            DatasetVersionId = version.DatasetVersionId,
            State = AuditState.Finished,
            Verdict = report.Verdict,
            Report = CanonicalJson.Text(report),
            ReportDigest = report.Digest(),
            Created = new("Stefan", host.Time.GetUtcNow()),
            FinishedAt = host.Time.GetUtcNow(),
        };
        await using var db = host.Db();
        db.Add(audit);
        host.Get<LedgerEntries>().Append(db, PageWorld.Everything, "audit.made-for-a-test", audit.Id);
        await db.SaveChangesAsync(PortalHost.Ct);
        return audit;
    }

    /// <summary>
    /// A real report over eighty samples of eight subjects in three modalities; the model adds up one entry of each
    /// vector.
    /// </summary>
    private static AuditReport Report(Model model, ModelVersion version)
    {
        const int Count = 80,
            Wide = 4;
        var (random, suite) = (new Random(3), new AuditSuite { Replicates = 100, MaximumDrop = .5 });
        int[] labels = [.. Enumerable.Range(0, Count).Select(i => i * 7 % 2)];
        ModalityMatrix Matrix(float strength) =>
            new(
                [
                    .. labels.SelectMany(l =>
                        Enumerable
                            .Range(0, Wide)
                            .Select(d =>
                                (d == 0 ? strength * (l == 1 ? 1 : -1) : 0) + (float)(random.NextDouble() * 2 - 1)
                            )
                    ),
                ],
                Count,
                Wide
            );
        var rows = new AuditedRows(
            model.Classes,
            Modalities.All,
            new(Matrix(.9f), Matrix(1.2f), Matrix(.6f)),
            [.. Enumerable.Repeat(Modalities.All, Count)],
            labels,
            [.. Enumerable.Range(0, Count).Select(i => i / 10)],
            [.. Enumerable.Range(0, Count).Select(i => i % 3 == 0 ? "day" : "dim")],
            [
                .. Enumerable
                    .Range(0, Count)
                    .Select(i =>
                        (IReadOnlyDictionary<string, string>)
                            new Dictionary<string, string>
                            {
                                ["site"] = i % 8 == 0 ? "south" : "north",
                                ["view"] = i % 2 == 0 ? "near" : "far",
                            }
                    ),
            ]
        );
        float[] Ask(FusionVectors vectors, Modalities[] masks) =>
            [
                .. masks.SelectMany(
                    (mask, i) =>
                    {
                        var sum = mask.Each().Sum(m => 2 * vectors[m].Row(i)[0]);
                        var p = 1 / (1 + MathF.Exp(-sum));
                        return new[] { 1 - p, p };
                    }
                ),
            ];
        var selection = new AuditSelection(
            Count,
            8,
            Count,
            true,
            320,
            new Dictionary<string, int> { ["withdrawn"] = 4 },
            [.. model.Classes.Select((c, i) => new ClassShare(c, labels.Count(l => l == i)))]
        );
        var bound = new AuditBinding(
            version.Id,
            model.Name,
            1,
            version.OnnxDigest!,
            version.DatasetVersionId,
            "A version",
            version.ManifestDigest,
            version.ManifestDigest,
            "research",
            new('c', 64),
            "test",
            suite
        );
        var told = new Governance.Platform.Runs.RunCounter(CancellationToken.None);
        var clock = ClockMeasures.Of(
            rows,
            [.. Enumerable.Range(0, Count)],
            [.. ClockMeasures.Shifts.Select(_ => Ask(rows.Vectors, rows.Masks))],
            suite,
            told
        );
        return AuditReportBuilder.Of(
            bound,
            selection,
            GroupMeasures.Sizes(rows),
            new(
                CoreMeasures.Of(rows, MaskedPredictions.Of(rows, Ask), new(.3, .5, .2), suite, told),
                RetrievalMeasures.Of(rows, PerModality.Of(m => rows.Vectors[m]), new(rows.Subjects, suite, told)),
                RobustnessMeasures.Noise(rows, Ask, suite, told),
                RobustnessMeasures.Dropout(rows, Ask, suite, told),
                clock
            )
        );
    }
}
