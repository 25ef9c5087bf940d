using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Governance.EndToEnd;

/// <summary>Every page, at desk and phone size, light and dark: nothing wider than the screen, nothing that keeps people out.</summary>
public sealed class PagesTests(SharedPortal shared, Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1440, 900, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Dark)]
    public async Task Pages_fit_their_screen_and_pass_the_accessibility_rules(int width, int height, ColorScheme scheme)
    {
        var portal = await shared.PortalAsync(Ct);
        using var api = await Api.AsAsync(portal, "steward", Ct);
        await SampleWorkspace.ReadyAsync(api, TimeSpan.FromMinutes(4), Ct);
        await using var person = await browser.PersonAsync(portal, "steward", Ct, width, height, scheme);
        var found = new List<string>();
        foreach (var path in await PathsAsync(api))
        {
            await person.Page.GotoAsync(path);
            await person.Page.Locator("h1").First.WaitForAsync();
            await person.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            var tooWide = await person.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            if (tooWide > 0) found.Add($"{path}: {tooWide} px wider than the screen");
            var axe = await person.Page.RunAxe(new() { RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa"] } });
            found.AddRange(axe.Violations.Where(v => v.Impact is "critical" or "serious")
                .Select(v => $"{path}: {v.Id} ({v.Impact}) {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"));
        }
        Assert.True(found.Count == 0, string.Join('\n', found));
        Assert.Empty(person.Errors);
    }

    private static async Task<IReadOnlyList<string>> PathsAsync(Api api)
    {
        var dataset = Id((await api.AllAsync("datasets", Ct)).First(d => d["synthetic"]!.GetValue<bool>()));
        var version = Id((await api.AllAsync($"datasets/{dataset}/versions?state=sealed", Ct))[0]);
        return
        [
            "/", "/datasets", $"/datasets/{dataset}", $"/datasets/{dataset}?tab=quality", $"/datasets/{dataset}/import", $"/datasets/{dataset}/curate",
            $"/samples/{Id((await api.AllAsync($"datasets/{dataset}/samples", Ct))[0])}", "/recordings", "/imports",
            $"/imports/{Id((await api.AllAsync($"datasets/{dataset}/imports", Ct))[0])}", "/curate", $"/versions/{version}", $"/versions/{version}/export",
            "/annotate", "/annotate/new", $"/annotate/{Id((await api.AllAsync("annotation-projects", Ct))[0])}",
            "/trust/consent", $"/trust/consent/{Id((await api.AllAsync("subjects", Ct))[0])}", "/trust/consent/import", "/trust/purposes", "/trust/exports",
            "/runs", "/account/tokens",
        ];
    }

    private static string Id(System.Text.Json.Nodes.JsonNode node) => node["id"]!.GetValue<string>();
}
