using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Governance.EndToEnd;

/// <summary>Every page at desktop and phone size, light and dark: nothing wider than the screen, no accessibility violations.</summary>
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
        await SampleWorkspace.ReadyAsync(api, Ct);
        var found = new List<string>();
        await using (var steward = await browser.PersonAsync(portal, "steward", Ct, width, height, scheme))
            await VisitAsync(steward, await PathsAsync(api), found);
        // Only a compliance officer can process a withdrawal.
        await using (var officer = await browser.PersonAsync(portal, "compliance", Ct, width, height, scheme))
            await VisitAsync(officer, [$"/trust/consent/{await SubjectAsync(api)}/withdraw"], found);
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    /// <summary>
    /// The page of an address without content has a heading that says so, for screen readers too, and is not
    /// empty.
    /// </summary>
    [Fact]
    public async Task Missing_things_have_a_page_that_says_so()
    {
        var portal = await shared.PortalAsync(Ct);
        var nobody = "01a00000-0000-7000-8000-000000000000";
        var found = new List<string>();
        await using (var steward = await browser.PersonAsync(portal, "steward", Ct, 390, 844))
            await LookAsync(
                steward,
                [
                    $"/datasets/{nobody}",
                    $"/datasets/{nobody}/import",
                    $"/datasets/{nobody}/curate",
                    $"/samples/{nobody}",
                    $"/imports/{nobody}",
                    $"/runs/{nobody}",
                    $"/versions/{nobody}",
                    $"/versions/{nobody}/export",
                    $"/annotate/{nobody}",
                    $"/annotate/{nobody}/work",
                    $"/trust/consent/{nobody}",
                    "/models/nobody",
                    "/models/nobody/versions/1",
                    "/models/nobody/playground",
                    "/models/nobody/policies",
                    $"/models/monitors/{nobody}",
                    "/no/such/page",
                ],
                found
            );
        await using (var officer = await browser.PersonAsync(portal, "compliance", Ct, 390, 844))
            await LookAsync(
                officer,
                [
                    $"/models/audits/{nobody}",
                    $"/trust/consent/{nobody}/withdraw",
                    $"/trust/reviews/{nobody}",
                    $"/trust/withdrawals/{nobody}",
                    $"/trust/withdrawals/{nobody}/certificate",
                    $"/trust/recalls/{nobody}",
                ],
                found
            );
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private static async Task LookAsync(Person person, IReadOnlyList<string> paths, List<string> found)
    {
        foreach (var path in paths)
        {
            await GoAsync(person, path, found);
            var said = person.Page.Locator("main").GetByText(new Regex("not found|There is no")).First;
            try
            {
                await said.WaitForAsync(new() { Timeout = 10_000 });
            }
            catch (TimeoutException)
            {
                found.Add($"{path} says: {await person.Page.Locator("main").InnerTextAsync()}");
            }
            if (await person.Page.TitleAsync() is "")
                found.Add($"{path} has no title");
        }
    }

    internal static async Task GoAsync(Person person, string path, List<string> found)
    {
        await person.Page.GotoAsync(path);
        await person.Page.Locator("h1").First.WaitForAsync();
        await person.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var tooWide = await person.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        if (tooWide > 0)
            found.Add($"{path}: {tooWide} px wider than the screen");
    }

    private static async Task VisitAsync(Person person, IReadOnlyList<string> paths, List<string> found)
    {
        foreach (var path in paths)
        {
            await GoAsync(person, path, found);
            if (person.Page.Url.Contains("not-allowed", StringComparison.Ordinal))
                found.Add($"{path}: not allowed");
            var axe = await person.Page.RunAxe(
                new()
                {
                    RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa"] },
                }
            );
            found.AddRange(
                axe.Violations.Where(v => v.Impact is "critical" or "serious")
                    .Select(v =>
                        $"{path}: {v.Id} ({v.Impact}) {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"
                    )
            );
        }
        found.AddRange(person.Errors);
    }

    private static async Task<IReadOnlyList<string>> PathsAsync(Api api)
    {
        var dataset = Id((await api.AllAsync("datasets", Ct)).First(d => d["synthetic"]!.GetValue<bool>()));
        var version = Id((await api.AllAsync($"datasets/{dataset}/versions?state=sealed", Ct))[0]);
        return
        [
            "/",
            "/models/audits/suites",
            "/models/audits/compare",
            "/models/pump-fault/policies",
            "/datasets",
            $"/datasets/{dataset}",
            $"/datasets/{dataset}?tab=quality",
            $"/datasets/{dataset}/import",
            $"/datasets/{dataset}/curate",
            $"/samples/{Id((await api.AllAsync($"datasets/{dataset}/samples", Ct))[0])}",
            "/recordings",
            "/imports",
            $"/imports/{Id((await api.AllAsync($"datasets/{dataset}/imports", Ct))[0])}",
            "/curate",
            $"/versions/{version}",
            $"/versions/{version}/export",
            "/annotate",
            "/annotate/new",
            $"/annotate/{Id((await api.AllAsync("annotation-projects", Ct))[0])}",
            "/trust/consent",
            $"/trust/consent/{await SubjectAsync(api)}",
            "/trust/consent/import",
            "/trust/purposes",
            "/trust/exports",
            "/runs",
            "/account/tokens",
            .. await SecondHalfAsync(api, dataset, version),
        ];
    }

    /// <summary>The newest embedding, model, audit, review, monitor and withdrawal of the sample workspace.</summary>
    private static async Task<IReadOnlyList<string>> SecondHalfAsync(Api api, string dataset, string version)
    {
        // Those of the sample workspace, not those of other tests.
        var model = (await api.AllAsync("models", Ct)).Single(m => m["name"]!.GetValue<string>() == "pump-fault");
        var name = model["name"]!.GetValue<string>();
        var sample = Id((await api.AllAsync($"datasets/{dataset}/samples", Ct))[0]);
        return
        [
            $"/versions/{version}?tab=embeddings",
            $"/samples/{sample}?tab=similar",
            "/models",
            "/models/new",
            $"/models/{name}",
            $"/models/{name}/playground",
            $"/models/{name}/playground?own=true",
            $"/models/{name}/versions/{model["newest"]!.GetValue<int>()}",
            "/models/encoders",
            "/models/encoders/new",
            "/models/monitors",
            "/models/monitors/new",
            .. (await api.AllAsync("monitors", Ct)).Take(1).Select(m => $"/models/monitors/{Id(m)}"),
            "/models/audits",
            "/models/audits?verdict=failed",
            "/models/audits/new",
            $"/models/audits/{Id((await api.AllAsync("audits", Ct)).First(a => a["model"]!.GetValue<string>() == "pump-fault"))}",
            "/trust/reviews",
            "/trust/reviews/new",
            "/trust/reviews/members",
            $"/trust/reviews/{ReviewId((await api.AllAsync("reviews", Ct))[0])}",
            "/trust/withdrawals",
            .. (await api.AllAsync("withdrawals", Ct)).Take(1).Select(w => $"/trust/withdrawals/{Id(w)}"),
            .. (await api.AllAsync("withdrawals", Ct))
                .Where(w => w["state"]!.GetValue<string>() == "done")
                .Take(1)
                .Select(w => $"/trust/withdrawals/{Id(w)}/certificate"),
            "/trust/recalls",
            .. (await api.AllAsync("recall-notices", Ct)).Take(1).Select(n => $"/trust/recalls/{Id(n)}"),
        ];
    }

    private static async Task<string> SubjectAsync(Api api) =>
        Id((await api.AllAsync("subjects?search=inspector-a", Ct)).Single());

    private static string ReviewId(System.Text.Json.Nodes.JsonNode node) => Id(node["row"] ?? node);

    private static string Id(System.Text.Json.Nodes.JsonNode node) => node["id"]!.GetValue<string>();
}
