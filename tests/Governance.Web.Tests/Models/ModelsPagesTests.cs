using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bunit;
using Governance.Access;
using Governance.Audits;
using Governance.Catalog;
using Governance.Consent;
using Governance.Embeddings;
using Governance.Ethics;
using Governance.Models;
using Governance.Platform;
using Governance.Web.Models;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Catalog;
using Governance.Web.Tests.Layout;

namespace Governance.Web.Tests.Models;

public sealed class ModelsPagesTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly string[] Officer =
    [
        ModelsPolicies.Read,
        ModelsPolicies.Promote,
        ModelsPolicies.Approve,
        ModelsPolicies.RollBack,
        ModelsPolicies.Train,
        ConsentPolicies.Read,
        CatalogPolicies.Read,
        EmbeddingsPolicies.Read,
        AuditsPolicies.Read,
        EthicsPolicies.Read,
    ];

    private BunitContext Page(string address) => host.Page(address, Officer);

    private async Task<HttpClient> ScriptAsync(params string[] roles)
    {
        var (_, actor) = await host.AddPersonAsync(roles);
        return host.Script((await host.TokenAsync(actor, AccessTokens.Everything)).Secret);
    }

    [Fact]
    public async Task A_script_trains_and_what_a_promotion_still_lacks_is_said_line_by_line()
    {
        var (version, purpose, encoder, subjects) = await host.EmbeddedAsync();
        var steward = await ScriptAsync(Roles.Steward);
        var name = $"light-{Guid.NewGuid():N}"[..20];
        object wanted = new
        {
            datasetVersionId = version.Id,
            purpose = purpose.Code,
            label = new { origin = "stratum", field = "light" },
            encoderIds = new[] { encoder },
            kinds = new[] { "early" },
            seed = 3,
            options = new
            {
                hidden = 8,
                epochs = 2,
                batch = 8,
            },
        };
        var outlook = await PostAsync(steward, $"/api/v1/models/{name}/training-outlook", wanted, HttpStatusCode.OK);
        Assert.Equal((24, 4), (outlook.GetProperty("usable").GetInt32(), outlook.GetProperty("subjects").GetInt32()));

        var started = await PostAsync(steward, $"/api/v1/models/{name}/versions", wanted, HttpStatusCode.Accepted);
        await host.EndedAsync(started.GetProperty("items")[0].GetProperty("run").GetProperty("id").GetGuid());
        var card = await steward.GetFromJsonAsync<JsonElement>($"/api/v1/models/{name}/versions/1", PortalHost.Ct);
        Assert.Equal("ready", card.GetProperty("state").GetString());
        Assert.Equal(2, card.GetProperty("losses").GetArrayLength());
        Assert.True(card.GetProperty("split").GetProperty("seed").GetInt64() > 0);
        Assert.True(card.GetProperty("metrics").GetProperty("crossValidation")[0].GetProperty("folds").GetInt32() > 0);
        Assert.Equal(24, outlook.GetProperty("parts").EnumerateObject().Sum(part => part.Value.GetInt32()));

        var proposed = await PostAsync(
            steward,
            $"/api/v1/models/{name}/aliases/champion/promotions",
            new { number = 1, reason = "the first" },
            HttpStatusCode.Created
        );
        var promotion = proposed.GetProperty("id").GetGuid();
        var forbidden = await steward.PostAsJsonAsync(
            $"/api/v1/promotions/{promotion}/approval",
            new { },
            PortalHost.Ct
        );
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        var officer = await ScriptAsync(Roles.Compliance);
        // Neither an audit nor an ethics review stands behind it yet, so two persons are not enough.
        var unmet = await PostAsync(
            officer,
            $"/api/v1/promotions/{promotion}/approval",
            new { },
            HttpStatusCode.Conflict
        );
        Assert.Contains(
            "No promotion policy is in force for “champion”",
            unmet.GetProperty("title").GetString(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "No ethics review covers this version as champion.",
            unmet.GetProperty("title").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await officer.GetAsync($"/api/v1/models/{name}/aliases/champion", PortalHost.Ct)).StatusCode
        );
        var taught = await officer.GetFromJsonAsync<JsonElement>(
            $"/api/v1/subjects/{subjects[0]}/models",
            PortalHost.Ct
        );
        Assert.Equal(name, taught.GetProperty("items")[0].GetProperty("model").GetString());

        await using var page = Page($"/models/{name}");
        var list = page.Render<ModelsPage>();
        list.Eventually(() => Assert.Contains(name, list.Markup, StringComparison.Ordinal));
        var model = page.Render<ModelPage>(p => p.Add(m => m.Name, name));
        model.Eventually(() =>
        {
            Assert.Contains("No promotion policy is in force for “champion”", model.Markup, StringComparison.Ordinal);
            Assert.Empty(model.FindAll(".line__stop--here"));
            Assert.Equal(["no audit", "no review"], model.FindAll(".marks .state").Select(m => m.TextContent));
        });
        var shown = page.Render<ModelVersionPage>(p => p.Add(m => m.Name, name).Add(m => m.Number, 1));
        shown.Eventually(() =>
        {
            Assert.Contains("class frequencies", shown.Markup, StringComparison.Ordinal);
            Assert.Contains("declared by the dataset version: by subject", shown.Markup, StringComparison.Ordinal);
            Assert.Contains("Cross-validation", shown.Markup, StringComparison.Ordinal);
            Assert.Equal(2, shown.FindAll("polyline").Count);
            Assert.Contains("No audits yet.", shown.Markup, StringComparison.Ordinal);
            Assert.Contains("No ethics reviews yet.", shown.Markup, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_form_shows_who_would_be_learned_from_and_a_missing_model_is_said()
    {
        var (version, _, _, _) = await host.EmbeddedAsync();
        await using var page = Page($"/models/new?version={version.Id}&label=light");
        var form = page.Render<NewModelPage>();
        form.Eventually(() =>
        {
            Assert.Contains("24", form.Find(".figures").TextContent, StringComparison.Ordinal);
            Assert.Contains("high: 12", form.Markup, StringComparison.Ordinal);
        });
        var missing = page.Render<ModelPage>(p => p.Add(m => m.Name, "nobody"));
        missing.Eventually(() => Assert.Contains("Model not found", missing.Markup, StringComparison.Ordinal));
    }

    private static async Task<JsonElement> PostAsync(
        HttpClient script,
        string address,
        object body,
        HttpStatusCode expected
    )
    {
        using var answer = await script.PostAsJsonAsync(address, body, PortalHost.Ct);
        var text = await answer.Content.ReadAsStringAsync(PortalHost.Ct);
        Assert.True(answer.StatusCode == expected, $"{address}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
