using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Bunit;
using Governance.Access;
using Governance.Audits;
using Governance.Catalog;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Audits;
using Governance.Web.Layout;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Ethics;
using Governance.Web.Tests.Layout;
using Governance.Web.Tests.Models;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Governance.Web.Tests.Audits;

/// <summary>Suites and policies through API and pages: nobody approves what the same account proposed.</summary>
public sealed class PolicyPagesTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly string[] Everything =
    [
        AuditsPolicies.Read,
        AuditsPolicies.Propose,
        AuditsPolicies.Approve,
        CatalogPolicies.Read,
    ];

    [Fact]
    public async Task By_api_one_account_makes_neither_a_suite_nor_a_policy_with_two_tokens()
    {
        var (cut, _, _, _) = await host.EmbeddedAsync();
        var (name, _) = await ModelAsync();
        var (_, clara) = await host.AddPersonAsync(Roles.Compliance);
        var (_, ada) = await host.AddPersonAsync(Roles.Administrator);
        using var first = host.Script((await host.TokenAsync(clara, AccessTokens.Everything)).Secret);
        using var second = host.Script((await host.TokenAsync(clara, AccessTokens.Everything)).Secret);
        using var admin = host.Script((await host.TokenAsync(ada, AccessTokens.Everything)).Secret);

        // A suite that requires nothing, or has a misspelt threshold, is refused by name.
        Assert.Equal(
            "/problems/suite-unusable",
            await ProblemAsync(
                await PostAsync(
                    first,
                    "audit-suites",
                    """
                    { "name": "nothing", "reason": "r", "suite": { "minimumAccuracy": null, "minimumGain": null,
                      "minimumFusionGain": null, "minimumLogLossGain": null, "maximumCalibrationError": null,
                      "maximumDrop": null, "minimumWorstGroup": null } }
                    """
                )
            )
        );
        using (
            var misspelt = await PostAsync(
                first,
                "audit-suites",
                """{ "name": "typo", "reason": "r", "suite": { "minimumAcuracy": 0.9 } }"""
            )
        )
            Assert.Contains(
                "minimumAcuracy",
                await misspelt.Content.ReadAsStringAsync(PortalHost.Ct),
                StringComparison.Ordinal
            );

        var suite = await MadeAsync(
            await PostAsync(
                first,
                "audit-suites",
                """{ "name": "api", "reason": "r", "suite": { "minimumAccuracy": 0.2 } }"""
            )
        );
        foreach (var own in new[] { first, second })
            Assert.Equal(
                "/problems/own-proposal",
                await ProblemAsync(await PostAsync(own, $"audit-suites/{suite}/approval", "{}"))
            );
        var policy = $$"""
            { "suiteId": "{{suite}}", "evaluationVersionId": "{{cut.Id}}", "maximumAgeDays": 30, "minimumSubjects": 2,
              "minimumSamples": 5, "maximumWithdrawnShare": 0, "reason": "r" }
            """;
        var policies = $"models/{name}/aliases/champion/policies";
        Assert.Equal("/problems/suite-not-approved", await ProblemAsync(await PostAsync(first, policies, policy)));
        using (var approved = await PostAsync(admin, $"audit-suites/{suite}/approval", "{}"))
            Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
        var proposed = await MadeAsync(await PostAsync(first, policies, policy));
        foreach (var own in new[] { first, second })
            Assert.Equal(
                "/problems/own-proposal",
                await ProblemAsync(await PostAsync(own, $"promotion-policies/{proposed}/approval", "{}"))
            );
        using (var approved = await PostAsync(admin, $"promotion-policies/{proposed}/approval", "{}"))
            Assert.Equal(
                "inForce",
                (await approved.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct)).GetProperty("state").GetString()
            );
    }

    [Fact]
    public async Task On_the_page_the_proposer_cannot_approve_and_another_person_can()
    {
        var (mine, other) = (Guid.NewGuid(), Guid.NewGuid());
        var suites = host.Get<AuditSuites>();
        var name = $"page-{Guid.NewGuid():N}"[..20];
        await using (var page = Page(mine, "/models/audits/suites"))
        {
            var shown = page.Render<SuitesPage>();
            shown.WaitForElement("#propose", Visitor.Patience);
            await shown.Find("input.input").ChangeAsync(new() { Value = name });
            await shown.Find("textarea[spellcheck=false]").ChangeAsync(new() { Value = """{ "minimumAcuracy": 1 }""" });
            await shown.FindAll("textarea")[1].ChangeAsync(new() { Value = "For the test." });
            await shown.Find("form").SubmitAsync();
            Assert.Contains("minimumAcuracy", shown.Find(".error-box").TextContent, StringComparison.Ordinal);
            await shown
                .Find("textarea[spellcheck=false]")
                .ChangeAsync(new() { Value = """{ "minimumAccuracy": 0.6 }""" });
            await shown.Find("form").SubmitAsync();
            var card = shown.Find($"section[aria-label='{name} 1']");
            Assert.Contains("another person must approve it", card.TextContent, StringComparison.Ordinal);
            Assert.True(card.QuerySelector("button.btn--primary")!.HasAttribute("disabled"));
        }
        await using (var page = Page(other, "/models/audits/suites"))
        {
            var shown = page.Render<SuitesPage>();
            shown.WaitForElement($"section[aria-label='{name} 1']", Visitor.Patience);
            await shown.Find($"section[aria-label='{name} 1'] button.btn--primary").ClickAsync(new());
            Assert.Contains(
                "approved",
                shown.Find($"section[aria-label='{name} 1'] .state").TextContent,
                StringComparison.Ordinal
            );
        }
        var listed = await suites.ListAsync(Actor.Portal, SuiteState.Approved, null, null, PortalHost.Ct);
        var suite = listed.Value.Items.Single(s => s.Name == name);
        Assert.Equal((.6, mine, other), (suite.Suite.MinimumAccuracy, suite.CreatedById, suite.DecidedById));
    }

    [Fact]
    public async Task A_policy_on_the_page_waits_for_another_person_too()
    {
        var (cut, _, _, _) = await host.EmbeddedAsync();
        var (name, _) = await ModelAsync();
        var suites = host.Get<AuditSuites>();
        var (mine, other) = (Guid.NewGuid(), Guid.NewGuid());
        var made = await suites.ProposeAsync(Person(mine), new("for-page", new(), "r"), PortalHost.Ct);
        await suites.ApproveAsync(Person(other), made.Value.Id, PortalHost.Ct);
        await using (var page = Page(mine, $"/models/{name}/policies"))
        {
            var shown = page.Render<PoliciesPage>(p => p.Add(x => x.Name, name));
            shown.WaitForElement("form select", Visitor.Patience);
            Assert.Contains("No promotion policies yet", shown.Markup, StringComparison.Ordinal);
            await shown.FindAll("form select")[1].ChangeAsync(new() { Value = cut.Id.ToString() });
            await shown.Find("form textarea").ChangeAsync(new() { Value = "For the test." });
            await shown.Find("form").SubmitAsync();
            var card = shown.Find("section[aria-label^='Policy of champion']");
            Assert.Contains("approval pending", card.TextContent, StringComparison.Ordinal);
            Assert.True(card.QuerySelector("button.btn--primary")!.HasAttribute("disabled"));
        }
        await using (var page = Page(other, $"/models/{name}/policies"))
        {
            var shown = page.Render<PoliciesPage>(p => p.Add(x => x.Name, name));
            shown.WaitForElement("section[aria-label^='Policy of champion'] button.btn--primary", Visitor.Patience);
            await shown.Find("section[aria-label^='Policy of champion'] button.btn--primary").ClickAsync(new());
            Assert.Contains(
                "in force",
                shown.Find("section[aria-label^='Policy of champion'] .state").TextContent,
                StringComparison.Ordinal
            );
        }
    }

    private async Task<(string Name, Guid VersionId)> ModelAsync()
    {
        var (model, version) = await host.TrainedAsync();
        return (model.Name, version.Id);
    }

    private static Actor Person(Guid id) => new(id, $"person {id:N}"[..12], new HashSet<string> { "*" });

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string json)
    {
        using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        return await client.PostAsync($"/api/v1/{path}", body, PortalHost.Ct);
    }

    private static async Task<string?> ProblemAsync(HttpResponseMessage answer)
    {
        using (answer)
            return (await answer.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct)).GetProperty("type").GetString();
    }

    private static async Task<Guid> MadeAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct)).GetProperty("id").GetGuid();
        }
    }

    private BunitContext Page(Guid person, string address)
    {
        var page = new BunitContext();
        page.JSInterop.Mode = JSRuntimeMode.Loose;
        page.Services.AddMudServices();
        page.Services.AddSingleton<TimeProvider>(host.Time)
            .AddSingleton(host.Get<AuditSuites>())
            .AddSingleton(host.Get<PromotionPolicies>())
            .AddSingleton(host.Get<DatasetVersions>());
        page.Services.AddScoped<CurrentActor>().AddScoped<PortalScript>().AddScoped<Viewer>();
        page.AddAuthorization()
            .SetAuthorized("Stefan")
            .SetPolicies(Everything)
            .SetClaims([
                new Claim(ClaimTypes.NameIdentifier, person.ToString()),
                .. Everything.Select(p => new Claim(AccessClaims.Permission, p)),
            ]);
        page.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return page;
    }
}
