using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Governance.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Governance.EndToEnd.Withdrawn;

/// <summary>
/// A withdrawal as people see it. The subject is in a sealed version, an open annotation task, a delivered export and the data that
/// the champion learned from. Everything that the preview says has happened at the end, and no trace is left.
/// </summary>
public sealed class WithdrawalJourneyTests(Browser browser)
{
    private const float Long = 180_000;
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_preview_promises_has_happened_and_the_same_archive_does_not_bring_the_subject_back()
    {
        await using var mail = new MailReceiver();
        await using var portal = await Portal.StartAsync(
            Ct,
            samples: false,
            new Dictionary<string, string>
            {
                ["Mail__Host"] = "127.0.0.1",
                ["Mail__Port"] = $"{mail.Port}",
                ["Mail__Tls"] = "None",
                ["Mail__From"] = "portal@data.example",
            }
        );
        using var steward = await Api.AsAsync(portal, "steward", Ct);
        var plant = await ServingPlant.OnAsync(portal, steward, Ct);
        try
        {
            Assert.NotEmpty(await TraceScan.FindAsync(portal, plant.Leaver, Ct));
            await using var officer = await browser.PersonAsync(portal, "compliance", Ct);
            await using var annotator = await browser.PersonAsync(portal, "annotator", Ct);
            await using var owner = await browser.PersonAsync(portal, "steward", Ct);
            await Browser.JourneyAsync(portal, [officer, annotator, owner], async () =>
            {
                await OpenTaskAsync(annotator.Page, plant);
                await WithdrawAsync(officer.Page, plant);
                await AssertLeftTheBrowserAsync(annotator.Page, plant);
                await AssertSucceededAsync(owner.Page, steward, plant);
                await AssertToldAsync(officer.Page, mail, plant);
                await SuspendAsync(officer.Page);
                await ImportAgainAsync(owner.Page, steward, plant);
                await AssertStillSaidAsync(officer.Page, plant);
            });
            await AssertSuspendedAsync(portal, plant);
            Assert.Equal([], await TraceScan.FindAsync(portal, plant.Leaver, Ct));
            foreach (var person in new[] { officer, annotator, owner })
                AssertNoTrace(await BrowserStorage.TextAsync(person.Page), plant);
        }
        finally
        {
            File.Delete(plant.Archive);
        }
    }

    private static async Task OpenTaskAsync(IPage page, ServingPlant plant)
    {
        await page.GotoAsync($"/annotate/{plant.Project}/work");
        await Expect(page.GetByTestId("wb-task")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("1");
        await Expect(page.GetByTestId("wb-status")).ToHaveTextAsync("saved");
        var shown = await page.ContentAsync();
        Assert.Contains(plant.Leaver.Notes, note => shown.Contains(note, StringComparison.Ordinal));
    }

    private static async Task WithdrawAsync(IPage page, ServingPlant plant)
    {
        await page.GotoAsync($"/trust/consent/{plant.Leaver.SubjectId}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Withdraw all consent" }).ClickAsync();
        await Expect(page.GetByText("Nothing on this page has happened yet.")).ToBeVisibleAsync();
        foreach (
            var (holding, count) in new[]
            {
                ("samples", $"{plant.Leaver.Samples.Count}"),
                ("versions", "1"),
                ("exports", "1"),
                ("model-versions", "1"),
            }
        )
            await Expect(page.Locator($"[data-holding={holding}] .flow__count")).ToContainTextAsync(count);
        await Expect(page.Locator("[data-holding=exports]")).ToContainTextAsync("Institute");
        await Expect(page.Locator("[data-holding=model-versions]")).ToContainTextAsync(ServingPlant.Model);
        await Button(page, "Withdraw consent and erase data").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/trust/withdrawals/[0-9a-f-]{36}$"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Certificate" }))
            .ToBeVisibleAsync(new() { Timeout = Long });
        await Expect(page.Locator("[data-holding=samples]"))
            .ToContainTextAsync($"{plant.Leaver.Samples.Count} deleted");
        await Expect(page.Locator("[data-holding=versions]")).ToContainTextAsync("1 marked");
        await Expect(page.Locator("[data-holding=exports]")).ToContainTextAsync("1 with a notice to the recipient");
    }

    /// <summary>Without a reload: the open page learns of it and deletes what it held.</summary>
    private static async Task AssertLeftTheBrowserAsync(IPage page, ServingPlant plant)
    {
        await page.Context.SetOfflineAsync(true);
        await page.Context.SetOfflineAsync(false);
        await Expect(page.GetByText("Consent no longer covers a sample that you worked on")).ToBeVisibleAsync();
        foreach (var note in plant.Leaver.Notes)
            await Expect(page.GetByText(note, new() { Exact = true })).ToHaveCountAsync(0);
        AssertNoTrace(await BrowserStorage.TextAsync(page), plant);
    }

    /// <summary>The successor is sealed and holds the others' labels, and the project continues on it.</summary>
    private static async Task AssertSucceededAsync(IPage page, Api steward, ServingPlant plant)
    {
        await page.GotoAsync($"/versions/{plant.Version}");
        await Expect(page.GetByText("Its successor is")).ToBeVisibleAsync(new() { Timeout = Long });
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^version 2 · All rounds") }).First.ClickAsync();
        await Expect(page.GetByText("sealed version 2")).ToBeVisibleAsync();
        var successor = new Uri(page.Url).AbsolutePath.Split('/')[2];
        var project = await steward.GetAsync($"annotation-projects/{plant.Project}", Ct);
        Assert.Equal(successor, project["summary"]!["versionId"]!.GetValue<string>());
        var labels = await steward.AllAsync($"annotations?projectId={plant.Project}", Ct);
        Assert.NotEmpty(labels);
        Assert.All(labels, label => AssertNoTrace(label.ToJsonString(), plant));
    }

    private static async Task AssertToldAsync(IPage page, MailReceiver mail, ServingPlant plant)
    {
        await page.GotoAsync("/trust/exports");
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Institute" })).ToContainTextAsync("1 sent");
        var received = Assert.Single(mail.Mailbox);
        Assert.Equal(ServingPlant.Mailbox, received.To.Mailboxes.Single().Address);
        Assert.DoesNotContain(plant.Leaver.Pseudonym, received.ToString(), StringComparison.Ordinal);
    }

    private static async Task SuspendAsync(IPage page)
    {
        await page.GotoAsync($"/models/{ServingPlant.Model}");
        await Expect(page.GetByText("Version 1 learned from samples whose consent has since been lost."))
            .ToBeVisibleAsync();
        await Button(page, $"Suspend “{ServingPlant.Alias}” …").ClickAsync();
        await page.GetByLabel("Reason (callers of the alias read it; the history keeps it)")
            .FillAsync("Consent was lost.");
        await Button(page, $"Suspend “{ServingPlant.Alias}”").ClickAsync();
        await Expect(page.GetByText($"“{ServingPlant.Alias}” is suspended.")).ToBeVisibleAsync();
    }

    private static async Task ImportAgainAsync(IPage page, Api steward, ServingPlant plant)
    {
        var dataset = (await steward.PostAsync("datasets", new { name = "The plant again" }, Ct))["id"]!;
        await page.GotoAsync($"/datasets/{dataset}/import");
        await page.GetByLabel("Archive").SetInputFilesAsync(plant.Archive);
        await page.GetByLabel("Import map as JSON").FillAsync(ServingPlant.Map);
        await Button(page, "Check map").ClickAsync();
        await Expect(page.GetByText("The map is valid")).ToBeVisibleAsync();
        await Button(page, "Upload and import").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "View samples" }))
            .ToBeVisibleAsync(new() { Timeout = Long });
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Left out" }).Locator("tbody tr"))
            .ToHaveCountAsync(1);
        await Expect(page.GetByText(plant.Leaver.Pseudonym)).ToHaveCountAsync(0);
        Assert.NotEmpty(await steward.AllAsync($"datasets/{dataset}/samples", Ct));
        Assert.Empty(await steward.AllAsync($"datasets/{dataset}/samples?subjectId={plant.Leaver.SubjectId}", Ct));
    }

    /// <summary>The subject's page, its API and the certificate keep saying which model learned from the subject.</summary>
    private static async Task AssertStillSaidAsync(IPage page, ServingPlant plant)
    {
        await page.GotoAsync($"/trust/consent/{plant.Leaver.SubjectId}");
        await Expect(page.GetByText("The data of this subject was erased after a")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = $"{ServingPlant.Model} 1" })).ToBeVisibleAsync();
        await Expect(page.GetByText("No model has learned from this subject.")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "withdrawal", Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the certificate" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Marked versions" }))
            .ToContainTextAsync(ServingPlant.Model);
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Institute" })).ToContainTextAsync("sent");
    }

    private static async Task AssertSuspendedAsync(Portal portal, ServingPlant plant)
    {
        using var http = new HttpClient { BaseAddress = portal.Address };
        var token = (await portal.CommandAsync("token --user steward@sample.local", Ct)).Trim();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await http.PostAsJsonAsync(
            $"/api/v1/models/{ServingPlant.Model}/aliases/{ServingPlant.Alias}/predict",
            new { text = "Round 3, nothing unusual" },
            Ct
        );
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("Consent was lost.", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var models = await http.GetAsync($"/api/v1/subjects/{plant.Leaver.SubjectId}/models", Ct);
        Assert.Contains(ServingPlant.Model, await models.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    private static void AssertNoTrace(string stored, ServingPlant plant) =>
        Assert.All([plant.Leaver.Pseudonym, .. plant.Leaver.Notes, .. plant.Leaver.Samples], trace =>
            Assert.DoesNotContain(trace, stored, StringComparison.Ordinal)
        );

    private static ILocator Button(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
