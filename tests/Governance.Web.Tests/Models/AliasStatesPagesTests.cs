using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bunit;
using Governance.Access;
using Governance.Audits;
using Governance.Consent;
using Governance.Ethics;
using Governance.Models;
using Governance.Platform;
using Governance.Web.Models;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Catalog;
using Governance.Web.Tests.Consent;
using Governance.Web.Tests.Layout;

namespace Governance.Web.Tests.Models;

public sealed class AliasStatesPagesTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly string[] Steward =
    [
        ModelsPolicies.Read,
        ModelsPolicies.Acknowledge,
        AuditsPolicies.Read,
        EthicsPolicies.Read,
    ];
    private static readonly string[] Officer = [.. Steward, ModelsPolicies.Suspend];

    private async Task<HttpClient> ScriptAsync(params string[] roles)
    {
        var (_, actor) = await host.AddPersonAsync(roles);
        return host.Script((await host.TokenAsync(actor, AccessTokens.Everything)).Secret);
    }

    private static async Task<(HttpStatusCode Status, string Text)> PostAsync(
        HttpClient script,
        string path,
        object body
    )
    {
        using var answer = await script.PostAsJsonAsync($"/api/v1/models/{path}", body, PortalHost.Ct);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(PortalHost.Ct));
    }

    [Fact]
    public async Task An_officer_suspends_the_champion_by_script_and_callers_receive_the_reason_until_it_is_resumed()
    {
        var (name, _, _) = await host.ChampionAsync();
        var alias = $"{name}/aliases/champion";
        var (officer, steward) = (await ScriptAsync(Roles.Compliance), await ScriptAsync(Roles.Steward));
        var ask = new { text = "The lamp is dim" };
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(steward, $"{alias}/predict", ask)).Status);

        var mine = new { reason = "not mine to decide", noFallback = true };
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(steward, $"{alias}/suspension", mine)).Status);
        var admin = await ScriptAsync(Roles.Administrator);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(admin, $"{alias}/suspension", mine)).Status);
        var unclear = await PostAsync(officer, $"{alias}/suspension", new { reason = "it errs" });
        Assert.Contains("fallback-unclear", unclear.Text, StringComparison.Ordinal);
        var both = await PostAsync(
            officer,
            $"{alias}/suspension",
            new
            {
                reason = "r",
                fallback = 1,
                noFallback = true,
            }
        );
        Assert.Contains("fallback-unclear", both.Text, StringComparison.Ordinal);

        var done = await PostAsync(
            officer,
            $"{alias}/suspension",
            new { reason = "It errs at night.", noFallback = true }
        );
        Assert.True(done.Status == HttpStatusCode.OK, done.Text);
        var refused = await PostAsync(steward, $"{alias}/predict", ask);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Contains("It errs at night.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("/problems/alias-suspended", refused.Text, StringComparison.Ordinal);
        var model = await steward.GetFromJsonAsync<JsonElement>($"/api/v1/models/{name}", PortalHost.Ct);
        Assert.Equal("suspended", model.GetProperty("aliases")[0].GetProperty("state").GetString());

        Assert.Equal(
            HttpStatusCode.OK,
            (await PostAsync(officer, $"{alias}/resumption", new { reason = "The lamp was mended." })).Status
        );
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(steward, $"{alias}/predict", ask)).Status);

        Assert.Equal(
            HttpStatusCode.OK,
            (await PostAsync(officer, $"{alias}/retirement", new { reason = "The plant is closed." })).Status
        );
        var ended = await PostAsync(steward, $"{alias}/predict", ask);
        Assert.Equal(HttpStatusCode.NotFound, ended.Status);
        Assert.Contains("The plant is closed.", ended.Text, StringComparison.Ordinal);
        var history = await steward.GetFromJsonAsync<JsonElement>($"/api/v1/models/{name}/alias-states", PortalHost.Ct);
        Assert.Equal(
            ["retired", "inService", "suspended"],
            history.GetProperty("items").EnumerateArray().Select(h => h.GetProperty("state").GetString())
        );
    }

    [Fact]
    public async Task The_page_suspends_and_resumes_with_a_reason_and_shows_nothing_of_it_to_others()
    {
        var (name, _, _) = await host.ChampionAsync();
        await using var page = host.Page($"/models/{name}", Officer);
        var shown = page.Render<ModelPage>(p => p.Add(m => m.Name, name));

        await shown.ClickAsync("[aria-labelledby=states] button", "Suspend “champion” …");
        await shown.ChangeAsync("[aria-labelledby=states] textarea", "It errs at night.");
        await shown.SubmitAsync("[aria-labelledby=states] form");

        shown.Eventually(() =>
        {
            Assert.Contains("“champion” is suspended.", shown.Markup, StringComparison.Ordinal);
            Assert.Contains("It errs at night.", shown.Markup, StringComparison.Ordinal);
            Assert.Contains("suspended, no predictions", shown.Markup, StringComparison.Ordinal);
        });
        await using var other = host.Page($"/models/{name}", Steward);
        var plain = other.Render<ModelPage>(p => p.Add(m => m.Name, name));
        plain.Eventually(() => Assert.Contains("“champion” is suspended.", plain.Markup, StringComparison.Ordinal));
        Assert.Empty(plain.FindAll("[aria-labelledby=states]"));

        await shown.ClickAsync("[aria-labelledby=states] button", "Resume “champion” …");
        await shown.ChangeAsync("[aria-labelledby=states] textarea", "The lamp was mended.");
        await shown.SubmitAsync("[aria-labelledby=states] form");
        shown.Eventually(() =>
        {
            Assert.DoesNotContain("“champion” is suspended.", shown.Markup, StringComparison.Ordinal);
            Assert.Contains("Resumed", shown.Find("[aria-labelledby=history]").TextContent, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Withdrawn_consent_raises_an_alert_on_the_page_and_in_the_API_until_somebody_acknowledges_it()
    {
        var (name, _, subjects) = await host.ChampionAsync();
        var steward = await ScriptAsync(Roles.Steward);
        var before = await steward.GetFromJsonAsync<JsonElement>(
            $"/api/v1/consent-alerts?model={name}&open=true",
            PortalHost.Ct
        );
        Assert.Equal(0, before.GetProperty("items").GetArrayLength());
        // The first subject owns the recording that all samples are cut from.
        foreach (var subject in subjects.Reverse())
        {
            var begun = await host.Get<Withdrawals>()
                .WithdrawAsync(
                    PageWorld.Everything,
                    subject,
                    WithdrawnPurposes.All,
                    null,
                    ConsentMethod.Spoken,
                    PortalHost.Ct
                );
            Assert.True(begun.Ok, begun.Refusal?.What);
            await host.EndedAsync(begun.Value.RunId);
        }

        var after = await steward.GetFromJsonAsync<JsonElement>(
            $"/api/v1/consent-alerts?model={name}&open=true",
            PortalHost.Ct
        );
        Assert.Equal("champion", after.GetProperty("items")[0].GetProperty("answering")[0].GetString());

        await using var page = host.Page($"/models/{name}", Steward);
        var shown = page.Render<ModelPage>(p => p.Add(m => m.Name, name));
        shown.Eventually(() =>
            Assert.Contains(
                "learned from samples whose consent has since been lost",
                shown.Find(".banner").TextContent,
                StringComparison.Ordinal
            )
        );
        await shown.ClickAsync(".banner button", "Acknowledge alert …");
        await shown.ChangeAsync(".banner textarea", "The champion is retired today.");
        await shown.SubmitAsync(".banner form");
        shown.Eventually(() =>
            Assert.Contains(
                "The champion is retired today.",
                shown.Find(".banner").TextContent,
                StringComparison.Ordinal
            )
        );
        var acknowledged = await steward.GetFromJsonAsync<JsonElement>(
            $"/api/v1/consent-alerts?model={name}&open=true",
            PortalHost.Ct
        );
        Assert.Equal(0, acknowledged.GetProperty("items").GetArrayLength());
    }
}
