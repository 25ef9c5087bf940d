using System.Text.Json.Nodes;
using Governance.EndToEnd.Withdrawn;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Governance.EndToEnd;

/// <summary>
/// An annotator labels without a network while the subject withdraws. After the reconnection the browser holds nothing of the
/// sample: no draft, no text, no picture, and the annotator reads one sentence.
/// </summary>
public sealed class WithdrawnWorkbenchTests(Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_a_withdrawn_sample_stays_in_the_annotators_browser()
    {
        await using var portal = await Portal.StartAsync(Ct, samples: false);
        using var compliance = await Api.AsAsync(portal, "compliance", Ct);
        using var steward = await Api.AsAsync(portal, "steward", Ct);
        var projectId = await ProjectAsync(portal, steward);
        await using var annotator = await browser.PersonAsync(portal, "annotator", Ct);
        var page = annotator.Page;
        await page.GotoAsync($"/annotate/{projectId}/work");
        var open = await OpenTaskAsync(steward, page, projectId);
        await Expect(page.GetByTestId("wb-image").Locator("img")).ToHaveJSPropertyAsync("complete", true);
        var picture = await page.GetByTestId("wb-image").Locator("img").GetAttributeAsync("src");
        Assert.Contains(open.Note, await page.ContentAsync(), StringComparison.Ordinal);

        await page.Context.SetOfflineAsync(true);
        await page.Keyboard.PressAsync("1");
        await Expect(page.GetByTestId("wb-status")).ToContainTextAsync("pending 1");
        Assert.Contains(open.SampleId, await BrowserStorage.TextAsync(page), StringComparison.Ordinal);
        await WithdrawnAsync(steward, compliance, new { subjectId = open.SubjectId, allPurposes = true });
        await page.Context.SetOfflineAsync(false);

        await Expect(page.GetByText("Consent no longer covers a sample that you worked on")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("wb-task")).Not.ToHaveAttributeAsync("data-task-id", open.TaskId);
        await Expect(page.GetByTestId("wb-status")).ToHaveTextAsync("saved");
        var stored = await BrowserStorage.TextAsync(page);
        Assert.DoesNotContain(open.SampleId, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(open.TaskId, stored, StringComparison.Ordinal);
        var shown = await page.ContentAsync();
        Assert.DoesNotContain(open.Note, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(open.TaskId, shown, StringComparison.Ordinal);
        Assert.False(await BrowserStorage.CachesAsync(page, picture!));
        // The next task is labelled and submitted as ever: nothing waits for the lost one.
        await page.Keyboard.PressAsync("1");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.GetByTestId("wb-progress")).ToContainTextAsync("1 by you today");
    }

    [Fact]
    public async Task Withdrawing_only_the_photo_takes_it_from_the_open_task_and_keeps_the_other_labels()
    {
        await using var portal = await Portal.StartAsync(Ct, samples: false);
        using var compliance = await Api.AsAsync(portal, "compliance", Ct);
        using var steward = await Api.AsAsync(portal, "steward", Ct);
        var projectId = await ProjectAsync(portal, steward);
        await using var annotator = await browser.PersonAsync(portal, "annotator", Ct);
        var page = annotator.Page;
        await page.GotoAsync($"/annotate/{projectId}/work");
        var open = await OpenTaskAsync(steward, page, projectId);
        await page.Keyboard.PressAsync("1");
        await Expect(page.GetByTestId("wb-status")).ToHaveTextAsync("saved");

        await page.Context.SetOfflineAsync(true);
        await page.Keyboard.PressAsync("2");
        await Expect(page.GetByTestId("wb-status")).ToContainTextAsync("pending 1");
        await WithdrawnAsync(
            steward,
            compliance,
            new
            {
                subjectId = open.SubjectId,
                allPurposes = true,
                modalities = new[] { "image" },
            }
        );
        await page.Context.SetOfflineAsync(false);

        await Expect(page.GetByText("Consent no longer covers a part of a sample that you worked on"))
            .ToBeVisibleAsync();
        await Expect(page.GetByTestId("wb-task")).ToHaveAttributeAsync("data-task-id", open.TaskId);
        await Expect(page.GetByTestId("wb-image")).ToHaveCountAsync(0);
        await Expect(page.GetByText(open.Note)).ToBeVisibleAsync();
        await Expect(page.GetByTestId("wb-status")).ToHaveTextAsync("saved");
        var labels = await steward.AllAsync($"annotations?projectId={projectId}", Ct);
        Assert.Equal("no", Assert.Single(labels)["body"]!["body"]!["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task Every_answer_with_content_forbids_the_browser_to_store_it()
    {
        await using var portal = await Portal.StartAsync(Ct, samples: false);
        using var steward = await Api.AsAsync(portal, "steward", Ct);
        using var annotator = await Api.AsAsync(portal, "annotator", Ct);
        var projectId = await ProjectAsync(portal, steward);
        var handout = await annotator.PostAsync($"annotation-projects/{projectId}/tasks/next", new { }, Ct);
        var (task, sample) = (Text(handout["task"]!, "id"), Text(handout["sample"]!, "id"));
        var series = handout["sample"]!["parts"]!.AsArray().Single(p => Text(p!, "name") == "vibration")!["stream"]!;
        var range = $"series?from={Text(series, "firstNs")}&to={Text(series, "lastNs")}";

        foreach (
            var (api, path) in new[]
            {
                (steward, $"samples/{sample}"),
                (steward, $"samples/{sample}/parts/photo/content"),
                (steward, $"samples/{sample}/parts/photo/content?variant=thumb"),
                (steward, $"samples/{sample}/parts/note/content"),
                (steward, $"streams/{Text(series, "id")}/{range}"),
                (steward, $"annotations?projectId={projectId}"),
                (annotator, $"tasks/{task}/parts/photo/content"),
                (annotator, $"tasks/{task}/streams/{Text(series, "id")}/{range}"),
            }
        )
        {
            using var answer = await api.OpenAsync(path, Ct);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
            Assert.True(answer.Headers.CacheControl?.NoStore, $"{path}: {answer.Headers.CacheControl}");
        }
        await using var person = await browser.PersonAsync(portal, "annotator", Ct);
        var page = await person.Page.GotoAsync($"/annotate/{projectId}/work");
        Assert.Contains("no-store", (await page!.AllHeadersAsync())["cache-control"], StringComparison.Ordinal);
    }

    private sealed record OpenTask(string TaskId, string SampleId, string SubjectId, string Note);

    private static async Task<OpenTask> OpenTaskAsync(Api steward, IPage page, string projectId)
    {
        var task = page.GetByTestId("wb-task");
        await Expect(task).ToBeVisibleAsync();
        var id = (await task.GetAttributeAsync("data-task-id"))!;
        var row = (await steward.AllAsync($"annotation-projects/{projectId}/tasks", Ct)).Single(t =>
            Text(t, "id") == id
        );
        var sample = await steward.GetAsync($"samples/{Text(row, "sampleId")}", Ct);
        var note = Text(sample["parts"]!.AsArray().Single(p => Text(p!, "name") == "note")!, "text");
        return new(id, Text(sample, "id"), Text(sample, "subjectId"), note);
    }

    private static async Task WithdrawnAsync(Api steward, Api compliance, object body)
    {
        var begun = await compliance.PostAsync("withdrawals", body, Ct);
        await steward.RunAsync(Text(begun["withdrawal"]!, "runId"), TimeSpan.FromMinutes(2), Ct);
    }

    /// <summary>Two workers with two rounds each, with consent for everything, and a project with one choice.</summary>
    private static async Task<string> ProjectAsync(Portal portal, Api steward)
    {
        var archive = Path.Combine(portal.Folder, "rounds.zip");
        await OtherPlant.WriteAsync([.. Enumerable.Range(1, 4).Select(FaultDrill.NoisyPhoto)], archive, rounds: 4, Ct);
        await steward.EnsurePurposeAsync("research", Ct);
        var dataset = Text(await steward.PostAsync("datasets", new { name = $"Rounds {Guid.NewGuid():N}" }, Ct), "id");
        var import = await steward.ImportAsync(dataset, OtherPlant.Map, archive, Ct);
        await steward.RunAsync(Text(import, "runId"), TimeSpan.FromMinutes(2), Ct);
        var report = await steward.PostCsvAsync(
            "consents/csv",
            """
            subject,purpose,state,modalities,effective_at,notice,language
            worker-1,research,given,all,2025-01-10,Plant notice 1,en
            worker-2,research,given,all,2025-01-10,Plant notice 1,en
            """,
            Ct
        );
        Assert.Empty(report["problems"]!.AsArray());
        var recipe = new
        {
            query = new { purpose = "research" },
            strataBy = Array.Empty<string>(),
            scheme = "proportional",
            size = 4,
            seed = 1,
        };
        var version = Text(
            await steward.PostAsync($"datasets/{dataset}/versions", new { name = "All rounds", recipe }, Ct),
            "id"
        );
        await steward.RunAsync(
            Text(await steward.PostAsync($"versions/{version}/seal", new { }, Ct), "id"),
            TimeSpan.FromMinutes(1),
            Ct
        );
        var definition = new
        {
            fields = new[]
            {
                new
                {
                    id = "usable",
                    kind = "choice",
                    label = "Usable",
                    required = true,
                    options = new[] { new { id = "yes", label = "Yes" }, new { id = "no", label = "No" } },
                },
            },
        };
        var schema = new { name = $"Rounds {Guid.NewGuid():N}", definition };
        var project = await steward.PostAsync(
            "annotation-projects",
            new
            {
                name = "Rounds",
                versionId = version,
                schema,
            },
            Ct
        );
        return Text(project, "id");
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
