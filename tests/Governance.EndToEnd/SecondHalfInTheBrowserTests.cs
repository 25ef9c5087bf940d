using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Governance.EndToEnd;

/// <summary>
/// From a sealed version to a governed model in the browser: the steward embeds and trains, the compliance officer audits
/// and submits it to the board, the board votes with the ethics reviewer as chair, two persons promote, one rolls back.
/// </summary>
public sealed partial class SecondHalfInTheBrowserTests(SharedPortal shared, Browser browser)
{
    private const float Long = 240_000;
    private const string Alias = "daily";
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly string _tag = Guid.NewGuid().ToString("N")[..8];

    /// <summary>The data of a journey.</summary>
    /// <param name="Embed">Id of a sealed version without vectors.</param>
    /// <param name="Learn">Id of the version to train on, which has vectors by then.</param>
    /// <param name="Field">The scenario attribute to predict.</param>
    /// <param name="Class">One of its values.</param>
    /// <param name="HasGroups">Whether its audit looks at groups, so that a condition on their size can hold.</param>
    private sealed record Material(
        string Model,
        string Embed,
        string Learn,
        string Field,
        string Class,
        bool HasGroups
    );

    /// <summary>The people of the journey, each signed in once.</summary>
    private sealed record People(Portal Portal, Api Api, IPage Steward, IPage Officer, IPage Ethics);

    [Fact]
    public Task From_a_sealed_version_to_a_model_in_use_across_the_roles() =>
        AsPeopleAsync(async people =>
            await GovernAsync(
                people,
                new(
                    $"pump-{_tag}",
                    await SampleVersionAsync(people.Api, "Balanced pump faults"),
                    await SampleVersionAsync(people.Api, "All that research may use"),
                    "fault",
                    "cavitation",
                    HasGroups: true
                )
            )
        );

    [Fact]
    public Task The_same_on_the_meals_of_D1NAMO_with_a_withdrawal_at_the_end()
    {
        Assert.SkipWhen(Repository.D1namo is null, "../shared/data/d1namo is absent");
        return AsPeopleAsync(async people =>
        {
            var version = await Meals.SealedAsync(people.Portal, people.Api, _tag, Ct);
            var meals = new Material($"meals-{_tag}", version, version, "quality", "Medium quality", HasGroups: false);
            await GovernAsync(people, meals);
            await WithdrawAsync(people.Officer, meals);
        });
    }

    private async Task AsPeopleAsync(Func<People, Task> journey)
    {
        var portal = await shared.PortalAsync(Ct);
        using var api = await Api.AsAsync(portal, "steward", Ct);
        await SampleWorkspace.ReadyAsync(api, Ct);
        await using var steward = await browser.PersonAsync(portal, "steward", Ct);
        await using var officer = await browser.PersonAsync(portal, "compliance", Ct);
        await using var ethics = await browser.PersonAsync(portal, "ethics", Ct);
        await Browser.JourneyAsync(portal, [steward, officer, ethics], () =>
            journey(new(portal, api, steward.Page, officer.Page, ethics.Page))
        );
    }

    private async Task GovernAsync(People people, Material material)
    {
        await EmbedAsync(people.Steward, material.Embed);
        await TrainAsync(people.Steward, material);
        using (var chain = await GovernedByScript.AsAsync(people.Portal, Ct))
            await chain.PolicyAsync(material.Model, Alias, material.Learn, Ct);
        await AuditAsync(people.Officer, material.Model);
        var review = await AskTheBoardAsync(people.Officer, material.Model);
        await DecideAsync(people.Portal, people.Ethics, review, material.HasGroups);
        await ProposeAloneAsync(people.Officer, material.Model);
        await PromoteAsync(people.Steward, people.Officer, material.Model, () => FulfilAsync(people.Ethics, review));
        await TryItAsync(people.Officer, material.Model);
        await WatchAsync(people.Steward, material);
        await SecondVersionAsync(people, material);
        await RollBackAsync(people.Officer, material.Model);
    }

    private static async Task<string> SampleVersionAsync(Api api, string name)
    {
        foreach (var dataset in (await api.AllAsync("datasets", Ct)).Where(d => d["synthetic"]!.GetValue<bool>()))
            if (
                (await api.AllAsync($"datasets/{dataset["id"]}/versions?state=sealed", Ct)).SingleOrDefault(v =>
                    v["name"]!.GetValue<string>() == name
                ) is
                { } version
            )
                return version["id"]!.GetValue<string>();
        throw new InvalidOperationException($"The sample workspace has no sealed version “{name}”.");
    }

    /// <summary>The version that was sealed for labelling has no vectors of its own yet.</summary>
    private static async Task EmbedAsync(IPage page, string version)
    {
        await page.GotoAsync($"/versions/{version}?tab=embeddings");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Not embedded yet" })).ToBeVisibleAsync();
        await Button(page, "Embed version …").ClickAsync();
        await Expect(page.GetByText("may be embedded now")).ToHaveCountAsync(3);
        await Button(page, "Start embedding").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "done" }))
            .ToHaveCountAsync(3, new() { Timeout = Long });
    }

    private static async Task TrainAsync(IPage page, Material material)
    {
        await page.GotoAsync("/models");
        await page.GetByRole(AriaRole.Link, new() { Name = "Train a model" }).ClickAsync();
        await page.GetByLabel("Sealed version").SelectOptionAsync(material.Learn);
        await page.GetByLabel("Label to predict").SelectOptionAsync(material.Field);
        var outlook = page.GetByRole(AriaRole.Region, new() { Name = "Training preview" });
        await Expect(outlook).ToContainTextAsync(material.Class);
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^late") }).UncheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^attention") }).UncheckAsync();
        await page.GetByLabel("Model name (used in addresses)").FillAsync(material.Model);
        await page.GetByLabel("Intended use, and uses to avoid").FillAsync("Suggests an answer; a person decides.");
        await Button(page, "Train 1 version").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"/models/{material.Model}/versions/1$"));
        // The page follows the run to its end without a reload.
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Comparison with other fusions" }))
            .ToBeVisibleAsync(new() { Timeout = Long });
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("ready");
        await Expect(
                page.GetByRole(AriaRole.Region, new() { Name = "Comparison with other fusions" }).Locator("tbody tr")
            )
            .ToHaveCountAsync(7);
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Consent of subjects" }))
            .ToContainTextAsync("permitted");
    }

    private static async Task AuditAsync(IPage page, string model)
    {
        await page.GotoAsync("/models/audits/new");
        await page.GetByLabel("Model version")
            .SelectOptionAsync(new SelectOptionValue { Label = $"{model} 1 (early)" });
        await Expect(page.GetByText("The audit assesses")).ToBeVisibleAsync();
        // A few dozen samples, or the seven meals of one person, are too few for strict thresholds.
        await page.GetByLabel("Audit suite").SelectOptionAsync(new SelectOptionValue { Label = "by-script 1" });
        await Button(page, "Start audit").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/models/audits/[0-9a-f-]{36}$"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Key findings" }))
            .ToBeVisibleAsync(new() { Timeout = Long });
        await Expect(page.Locator(".verdict")).ToContainTextAsync("Passed");
        await Expect(page.GetByText($"Counts for promotions to “{Alias}”")).ToBeVisibleAsync();
        var matrix = page.GetByRole(AriaRole.Table, new() { Name = "Results by set of modalities" });
        await Expect(matrix.Locator("tbody tr")).ToHaveCountAsync(7);
        await page.GetByRole(AriaRole.Link, new() { Name = "Print view" }).ClickAsync();
        await Expect(page.GetByText(Digest())).ToBeVisibleAsync();
        await Expect(matrix).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to the report" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Print view" })).ToBeVisibleAsync();
    }

    private static async Task<string> AskTheBoardAsync(IPage page, string model)
    {
        await page.GotoAsync("/trust/reviews");
        await page.GetByRole(AriaRole.Link, new() { Name = "New review" }).First.ClickAsync();
        await page.GetByLabel("Model version")
            .SelectOptionAsync(new SelectOptionValue { Label = $"{model}, version 1" });
        await page.GetByLabel("Alias to promote it to").FillAsync(Alias);
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync($"Daily use of {model}");
        await page.GetByLabel("Lay summary")
            .FillAsync("It looks at photo, note and signal of a moment and suggests an answer. A person decides.");
        await page.GetByLabel("What may go wrong, and for whom")
            .FillAsync("It is believed where it is wrong, and somebody is hurt.");
        await page.GetByLabel("Level, before any measure").SelectOptionAsync("High");
        await page.GetByLabel("Measure 1").FillAsync("A person looks whatever it says.");
        await Button(page, "Submit review").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/trust/reviews/[0-9a-f-]{36}$"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("waiting for the board");
        await Expect(page.GetByText("A person looks whatever it says.")).ToBeVisibleAsync();
        return new Uri(page.Url).AbsolutePath;
    }

    private async Task DecideAsync(Portal portal, IPage chair, string review, bool onGroups)
    {
        await chair.GotoAsync(review);
        await chair.GetByText("Add a condition").ClickAsync();
        if (onGroups)
        {
            await chair.GetByLabel("Samples that every group must have").FillAsync("1");
            await chair.GetByLabel("Why it is required").FillAsync("Nobody is judged on nothing.");
            await Button(chair, "Add condition").ClickAsync();
            await Expect(chair.GetByText("Every group of the audit has at least 1 sample", new() { Exact = true }))
                .ToBeVisibleAsync();
        }
        await chair.GetByLabel("Checked by").SelectOptionAsync("ByPerson");
        await chair.GetByLabel("What has to be done").FillAsync("An inspector in charge is named.");
        await Button(chair, "Add condition").ClickAsync();
        await Expect(chair.GetByText("not met")).ToBeVisibleAsync();

        await Button(chair, "Mark me as present").ClickAsync();
        await Expect(Button(chair, "Mark me as absent")).ToBeVisibleAsync();
        await Expect(Button(chair, "Open vote")).ToBeDisabledAsync();
        await chair
            .GetByRole(AriaRole.Listitem)
            .Filter(new() { HasText = "Aurel Auditor" })
            .GetByRole(AriaRole.Button, new() { Name = "Mark as present" })
            .ClickAsync();
        await Button(chair, "Open vote").ClickAsync();
        await Button(chair, "For").ClickAsync();
        await Expect(chair.GetByText("You voted for.")).ToBeVisibleAsync();
        await VoteAsync(portal, "auditor", review, "For");
        await VoteAsync(portal, "admin", review, "Abstain");
        // The chair's page reloads every few seconds during the meeting.
        await Expect(chair.GetByText("3 of 3 who are present have voted")).ToBeVisibleAsync();
        await Button(chair, "Close vote").ClickAsync();
        await Expect(chair.GetByRole(AriaRole.Heading, new() { Level = 1 }))
            .ToContainTextAsync("approved with conditions");
        await Expect(chair.GetByRole(AriaRole.Heading, new() { Name = "Minutes", Exact = true })).ToBeVisibleAsync();
    }

    private async Task VoteAsync(Portal portal, string member, string review, string vote)
    {
        await using var person = await browser.PersonAsync(portal, member, Ct, 390, 844);
        await person.Page.GotoAsync(review);
        if (member == "admin")
        {
            await Expect(person.Page.GetByText("Mark yourself as present to vote.")).ToBeVisibleAsync();
            await Button(person.Page, "Mark me as present").ClickAsync();
        }
        await Button(person.Page, vote).ClickAsync();
        await Expect(person.Page.GetByText("You voted")).ToBeVisibleAsync();
        Assert.Empty(person.Errors);
    }

    private static async Task FulfilAsync(IPage chair, string review)
    {
        await chair.GotoAsync(review);
        await chair.GetByLabel("Evidence that it is fulfilled").FillAsync("Letter of 3 May.");
        await Button(chair, "Confirm fulfilment").ClickAsync();
        await Expect(chair.GetByText("Confirmed by Emil Ethics")).ToBeVisibleAsync();
    }

    /// <summary>The compliance officer may propose and may approve, but not the same promotion.</summary>
    private static async Task ProposeAloneAsync(IPage page, string model)
    {
        await ProposeAsync(page, model, "One person alone.");
        await Expect(page.GetByText("You proposed this promotion, so another person must approve it."))
            .ToBeVisibleAsync();
        await Expect(Button(page, "Approve promotion")).ToBeDisabledAsync();
        await Button(page, "Withdraw proposal").ClickAsync();
        await Expect(Button(page, "Approve promotion")).ToHaveCountAsync(0);
    }

    private static async Task PromoteAsync(IPage steward, IPage officer, string model, Func<Task> fulfil)
    {
        await ProposeAsync(steward, model, "Audited, and reviewed by the board.");
        await Expect(steward.GetByText("You proposed this promotion, so another person must approve it."))
            .ToBeVisibleAsync();
        await Expect(Button(steward, "Approve promotion")).ToHaveCountAsync(0);

        await officer.GotoAsync($"/models/{model}");
        await Button(officer, "Approve promotion").ClickAsync();
        await Expect(officer.GetByRole(AriaRole.Alert)).ToContainTextAsync("condition that is not met");
        await fulfil();
        await Button(officer, "Approve promotion").ClickAsync();
        await Expect(History(officer, $"Promoted “{Alias}” to 1"))
            .ToContainTextAsync("by Stefan Steward and Clara Compliance");
        await Expect(officer.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await Expect(
                officer.GetByRole(AriaRole.Region, new() { Name = "Versions" }).GetByText(Alias, new() { Exact = true })
            )
            .ToBeVisibleAsync();
    }

    private static async Task ProposeAsync(IPage page, string model, string why)
    {
        await page.GotoAsync($"/models/{model}");
        var form = page.GetByRole(AriaRole.Region, new() { Name = "New promotion" });
        // No review covers the usual alias; the gates are asked again for the alias that is typed.
        await Expect(form).ToContainTextAsync("No ethics review covers this version as champion");
        await form.GetByLabel("Alias").FillAsync(Alias);
        await form.GetByLabel("Alias").PressAsync("Tab");
        await Expect(form).ToContainTextAsync("approved with a condition that is not met");
        await form.GetByLabel("Reason").FillAsync(why);
        await Button(page, "Propose promotion").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"Version 1 as “{Alias}”: approval pending" }))
            .ToBeVisibleAsync();
    }

    private static async Task TryItAsync(IPage page, string model)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Open playground" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"/models/{model}/playground"));
        var answer = page.GetByRole(AriaRole.Region, new() { Name = "Prediction" });
        await Expect(answer.Locator("tbody tr")).ToHaveCountAsync(7);
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "image" }).UncheckAsync();
        await Expect(answer.GetByText("image not seen")).ToBeVisibleAsync();
        await Expect(answer.GetByText("left out as asked")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "image" }).CheckAsync();
        // The sample may have no photo, and then the page says so.
        await Expect(answer.GetByText("left out as asked")).ToHaveCountAsync(0);
    }

    /// <summary>A monitor that first measures its false-alarm rate.</summary>
    private static async Task WatchAsync(IPage page, Material material)
    {
        await page.GotoAsync($"/models/monitors/new?version={material.Learn}");
        await page.GetByLabel("Name").FillAsync($"What comes in for {material.Model}");
        await Expect(page.GetByLabel("Reference")).ToHaveValueAsync(material.Learn);
        await Button(page, "Create monitor").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/models/monitors/[0-9a-f-]{36}$"));
        await Expect(page.GetByText("random halves of the reference gave a false alarm"))
            .ToBeVisibleAsync(new() { Timeout = Long });
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No batches yet" })).ToBeVisibleAsync();
    }

    /// <summary>A version to roll back from, created over the API.</summary>
    private static async Task SecondVersionAsync(People people, Material material)
    {
        var (portal, api, model) = (people.Portal, people.Api, material.Model);
        var first = await api.GetAsync($"models/{model}/versions/1", Ct);
        var started = await api.PostAsync(
            $"models/{model}/versions",
            new
            {
                datasetVersionId = first["datasetVersionId"]!.GetValue<string>(),
                purpose = "research",
                label = new { origin = "stratum", field = material.Field },
                encoderIds = new[] { "textEncoderId", "imageEncoderId", "sensorEncoderId" }.Select(e =>
                    first[e]!.GetValue<string>()
                ),
                kinds = new[] { "late" },
            },
            Ct
        );
        var second = started["items"]![0]!;
        await api.RunAsync(second["run"]!["id"]!.GetValue<string>(), TimeSpan.FromMinutes(4), Ct);
        using var chain = await GovernedByScript.AsAsync(portal, Ct);
        await chain.AuditedAsync(model, Alias, second["versionId"]!.GetValue<string>(), Ct);
        await chain.ReviewedAsync(second["versionId"]!.GetValue<string>(), Alias, Ct);
        await chain.PromotedAsync(model, Alias, 2, Ct);
    }

    private static async Task RollBackAsync(IPage page, string model)
    {
        await page.GotoAsync($"/models/{model}");
        var section = page.GetByRole(AriaRole.Region, new() { Name = "Rollback" });
        await section.GetByRole(AriaRole.Button, new() { Name = $"Roll back “{Alias}” …" }).ClickAsync();
        await Expect(section).ToContainTextAsync("The newest clean version that it has pointed to is 1.");
        await section.GetByLabel("Reason").FillAsync("Early fusion did better in the field.");
        await section.GetByRole(AriaRole.Button, new() { Name = $"Roll back “{Alias}” to version 1" }).ClickAsync();
        await Expect(History(page, $"Rolled back “{Alias}” from 2 to 1")).ToContainTextAsync("by Clara Compliance");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "History" }).Locator("summary"))
            .ToHaveCountAsync(3);
    }

    /// <summary>From the model to one of its training subjects, and a withdrawal for that person.</summary>
    private static async Task WithdrawAsync(IPage page, Material material)
    {
        await page.GotoAsync($"/models/{material.Model}/versions/1");
        await page.GetByRole(AriaRole.Region, new() { Name = "Consent of subjects" })
            .GetByRole(AriaRole.Link)
            .First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Withdraw all consent" }).ClickAsync();
        await Expect(page.GetByText("Nothing on this page has happened yet.")).ToBeVisibleAsync();
        var stays = page.GetByText("2 model versions with weights that were trained on the subject's samples");
        await Expect(stays).ToBeVisibleAsync();
        await Button(page, "Withdraw consent and erase data").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/trust/withdrawals/[0-9a-f-]{36}$"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Certificate" }))
            .ToBeVisibleAsync(new() { Timeout = Long });
        await Expect(stays).ToBeVisibleAsync();

        await page.GotoAsync($"/models/{material.Model}");
        await Expect(page.GetByText("Version 1 learned from samples whose consent has since been lost."))
            .ToBeVisibleAsync();
        await Expect(page.GetByText($"It answers predictions as “{Alias}”")).ToBeVisibleAsync();
        await Expect(
                page.GetByRole(AriaRole.Region, new() { Name = "Versions" })
                    .GetByText(new Regex(@"\d+ of \d+ withdrawn"))
            )
            .ToHaveCountAsync(2);
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "New promotion" }))
            .ToContainTextAsync("withdrawn, expired or erased");
        var section = page.GetByRole(AriaRole.Region, new() { Name = "Rollback" });
        await section.GetByRole(AriaRole.Button, new() { Name = $"Roll back “{Alias}” …" }).ClickAsync();
        await Expect(section).ToContainTextAsync("No version that it has pointed to is clean.");
    }

    private static ILocator Button(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator History(IPage page, string starts) =>
        page.GetByRole(AriaRole.Region, new() { Name = "History" })
            .Locator("summary")
            .Filter(new() { HasText = starts });

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Digest();
}
