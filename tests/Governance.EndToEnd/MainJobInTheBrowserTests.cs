using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Governance.EndToEnd;

/// <summary>
/// The main job as people do it: a steward imports, consents, seals; an annotator labels by keyboard; the steward
/// exports.
/// </summary>
public sealed partial class MainJobInTheBrowserTests(SharedPortal shared, Browser browser)
{
    private const int Rounds = 8;
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Photos and notes of the sample workspace, imported again as files of another plant.</summary>
    [Fact]
    public async Task From_files_to_an_export_on_the_sample_workspace()
    {
        var portal = await shared.PortalAsync(Ct);
        using var api = await Api.AsAsync(portal, "steward", Ct);
        await SampleWorkspace.ReadyAsync(api, Ct);
        var archive = Path.Combine(portal.Folder, "rounds.zip");
        await OtherPlant.WriteAsync(api, archive, Rounds, Ct);
        await JourneyAsync(
            portal,
            new(
                archive,
                OtherPlant.Map,
                """
                subject,purpose,state,modalities,effective_at,notice,language
                worker-1,research,given,all,2025-01-10,Plant notice 1,en
                worker-2,research,given,all,2025-01-10,Plant notice 1,en
                """,
                Rounds,
                Rounds
            )
        );
    }

    [Fact]
    public async Task From_files_to_an_export_on_D1NAMO()
    {
        Assert.SkipWhen(Repository.D1namo is null, "../shared/data/d1namo is absent");
        var portal = await shared.PortalAsync(Ct);
        var archive = Path.Combine(portal.Folder, "meals.zip");
        ZipFile.CreateFromDirectory(
            Repository.D1namo!,
            archive,
            CompressionLevel.NoCompression,
            includeBaseDirectory: false
        );
        await JourneyAsync(
            portal,
            new(
                archive,
                // Subjects of their own, so that the consents of the test by script do not count here.
                (
                    await File.ReadAllTextAsync(
                        Path.Combine(Repository.Root, "docs", "guide", "examples", "meals.import-map.json"),
                        Ct
                    )
                ).Replace("d1namo-{subject}", "diner-{subject}", StringComparison.Ordinal),
                """
                subject,purpose,state,modalities,effective_at,notice,language
                diner-001,research,given,all,2024-01-10,Study information 2,fr
                diner-004,research,given,all,2024-01-10,Study information 2,fr
                """,
                63,
                33
            )
        );
    }

    /// <param name="Samples">What the import brings.</param>
    /// <param name="Permitted">How many of them the consents cover.</param>
    private sealed record Input(string Archive, string Map, string Consents, int Samples, int Permitted);

    private async Task JourneyAsync(Portal portal, Input input)
    {
        await using var steward = await browser.PersonAsync(portal, "steward", Ct);
        var page = steward.Page;
        var name = $"Journey {Guid.NewGuid().ToString("N")[..8]}";
        await Browser.JourneyAsync(portal, [steward], async () =>
        {
            var datasetId = await ImportAsync(page, name, input);
            await ConsentAsync(page, input);
            var versionId = await SealAsync(page, datasetId, name, input);
            var projectId = await ProjectAsync(page, versionId, name);
            await LabelThreeByKeyboardAsync(portal, projectId);
            await ExportAsync(page, versionId, input);
        });
    }

    private static async Task<string> ImportAsync(IPage page, string name, Input input)
    {
        await page.GotoAsync("/datasets");
        await page.GetByRole(AriaRole.Link, new() { Name = "New dataset" })
            .Or(page.GetByRole(AriaRole.Button, new() { Name = "New dataset" }))
            .First.ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create dataset" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(DatasetAddress());
        var datasetId = DatasetAddress().Match(page.Url).Groups[1].Value;

        await page.GotoAsync($"/datasets/{datasetId}/import");
        await page.GetByLabel("Archive").SetInputFilesAsync(input.Archive);
        await page.GetByLabel("Import map as JSON").FillAsync(input.Map);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check map" }).ClickAsync();
        await Expect(page.GetByText("The map is valid")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload and import" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/imports/"));
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "View samples" }))
            .ToBeVisibleAsync(new() { Timeout = 240_000 });
        await Expect(page.GetByText("Present and missing parts")).ToBeVisibleAsync();
        return datasetId;
    }

    private static async Task ConsentAsync(IPage page, Input input)
    {
        await page.GotoAsync("/trust/consent/import");
        var file = new FilePayload
        {
            Name = "consents.csv",
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes(input.Consents),
        };
        var record = page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Record 2 consents") });
        // Blazor subscribes to a file input shortly after it is rendered, so the choice is repeated until it has an effect.
        for (
            var since = TimeProvider.System.GetTimestamp();
            !await record.IsVisibleAsync() && TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromMinutes(2);

        )
        {
            await page.Locator("input[type=file]").SetInputFilesAsync(file);
            for (var looks = 0; looks < 50 && !await record.IsVisibleAsync(); looks++)
                await Task.Delay(100, Ct);
        }
        await record.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Show subjects" })).ToBeVisibleAsync();
    }

    private static async Task<string> SealAsync(IPage page, string datasetId, string name, Input input)
    {
        await page.GotoAsync($"/datasets/{datasetId}/curate");
        await page.GetByLabel("Purpose (required; consent is checked for it)").SelectOptionAsync("research");
        await page.GetByLabel("Samples to draw").FillAsync("1000");
        await page.GetByLabel("Samples to draw").PressAsync("Tab");
        await Expect(page.GetByText($"{input.Permitted} of {input.Samples} may be used")).ToBeVisibleAsync();
        await page.GetByLabel("Name: what the version is for").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Seal version …" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Seal {input.Permitted} samples" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/versions/"));
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Export" }).First)
            .ToBeVisibleAsync(new() { Timeout = 60_000 });
        return new Uri(page.Url).AbsolutePath.Split('/')[2];
    }

    private static async Task<string> ProjectAsync(IPage page, string versionId, string name)
    {
        await page.GotoAsync($"/annotate/new?version={versionId}");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync($"Labels of {name}");
        await page.GetByLabel("Schema name").FillAsync($"Schema of {name}");
        await FillSchemaAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create project" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/annotate/[0-9a-f-]{36}"));
        return new Uri(page.Url).AbsolutePath.Split('/')[2];
    }

    /// <summary>One choice with two options.</summary>
    private static async Task FillSchemaAsync(IPage page)
    {
        await page.GetByLabel("Field name").FillAsync("Usable");
        await page.GetByLabel("Options, one per line").FillAsync("Yes\nNo");
    }

    private async Task LabelThreeByKeyboardAsync(Portal portal, string projectId)
    {
        await using var annotator = await browser.PersonAsync(portal, "annotator", Ct);
        var page = annotator.Page;
        await page.GotoAsync($"/annotate/{projectId}/work");
        for (var n = 0; n < 3; n++)
        {
            var task = page.GetByTestId("wb-task");
            await Expect(task).ToBeVisibleAsync();
            var id = await task.GetAttributeAsync("data-task-id");
            await page.Keyboard.PressAsync("1");
            await Expect(page.GetByTestId("wb-status")).ToContainTextAsync("saved");
            await page.Keyboard.PressAsync("Control+Enter");
            await Expect(task).Not.ToHaveAttributeAsync("data-task-id", id!);
        }
        await Expect(page.GetByTestId("wb-progress")).ToContainTextAsync("3");
        Assert.Empty(annotator.Errors);
    }

    private static async Task ExportAsync(IPage page, string versionId, Input input)
    {
        await page.GotoAsync($"/versions/{versionId}/export");
        await page.GetByLabel("Recipient").FillAsync("Institute for Hydraulics");
        await page.GetByRole(AriaRole.Button, new() { Name = "Prepare export" }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Link, new() { Name = "Download the zip" }).ClickAsync()
        );
        using var zip = ZipFile.OpenRead(await download.PathAsync());
        using var manifest = new StreamReader(zip.GetEntry("manifest.json")!.Open());
        Assert.Equal(
            input.Permitted,
            JsonNode.Parse(await manifest.ReadToEndAsync(Ct))!["samplesDelivered"]!.GetValue<int>()
        );
        using var annotations = new StreamReader(zip.GetEntry("annotations.jsonl")!.Open());
        Assert.Equal(
            3,
            (await annotations.ReadToEndAsync(Ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length
        );
    }

    [GeneratedRegex("/datasets/([0-9a-f-]{36})")]
    private static partial Regex DatasetAddress();
}
