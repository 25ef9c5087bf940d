using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Governance.EndToEnd;

/// <summary>
/// Every text field of every page accepts every text that a person may type or paste: the text is stored unchanged or
/// refused in words.
/// No page and no connection breaks, and no part of the text is executed.
/// </summary>
public sealed partial class HostileTextsTests(Browser browser, ITestOutputHelper output)
{
    /// <summary>A page with fields, and the button that shows them.</summary>
    private sealed record Place(string User, string Path, string? Opens = null);

    /// <summary>How often a text was entered, and what failed.</summary>
    private sealed class Tally
    {
        public int Texts { get; set; }
        public HashSet<string> Fields { get; } = [];
        public List<string> Faults { get; } = [];
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Texts that have broken something before.</summary>
    public static readonly string[] Texts =
    [
        "a\0b",
        "a\uD800b",
        "\uDC00",
        "a\uFFFEb",
        "\uFDD0\U0001FFFF",
        new('x', 100_000),
        "\u202Eright to left\u202C and \u2066on\u2069",
        "\uFEFFwith a mark\uFEFF",
        "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">",
        "👩‍🔬👨‍👩‍👧‍👦🏳️‍🌈e\u0301\u0327",
        "'; DROP TABLE subjects; --",
        "{{7*7}} ${7*7} %s %n {0}",
        "../../etc/passwd\r\nSet-Cookie: a=b",
        "=1+cmd|' /C calc'!A0",
        "\u0001\u0007\u001B[31m\u007F\u0085",
        "Z̸̢̛a̵͝l̷g̶o̴",
        "‏עברית ‎العربية",
        " \u00A0\u2003\u3000\t ",
        "",
    ];

    /// <summary>A part of a path, to test only some pages.</summary>
    private static readonly string? OnlyPages = Environment.GetEnvironmentVariable("GOVERNANCE_PAGES");

    /// <summary>
    /// Texts that have broken a page or a connection before; all texts, and the shared collection if it exists, when
    /// GOVERNANCE_ALL_TEXTS is set.
    /// </summary>
    private static IReadOnlyList<string> Tried =>
        Environment.GetEnvironmentVariable("GOVERNANCE_ALL_TEXTS") is not { Length: > 0 } file
            ? [Texts[0], Texts[1], Texts[3], Texts[5], ""]
        : File.Exists(file) ? [.. Texts, .. JsonSerializer.Deserialize<string[]>(File.ReadAllText(file))!]
        : Texts;

    [Fact]
    public async Task Every_field_keeps_or_refuses_every_text()
    {
        await using var portal = await Portal.StartAsync(Ct);
        using var api = await Api.AsAsync(portal, "steward", Ct);
        await SampleWorkspace.ReadyAsync(api, Ct);
        var tally = new Tally();
        var tried = (await PlacesAsync(api)).Where(p =>
            OnlyPages is null || p.Path.Contains(OnlyPages, StringComparison.Ordinal)
        );
        foreach (var places in tried.GroupBy(p => p.User))
        {
            await using var person = await browser.PersonAsync(portal, places.Key, Ct);
            person.Page.SetDefaultTimeout(30_000);
            Watch(person.Page, portal.Address, tally);
            foreach (var place in places)
                await TryAsync(person, place, tally);
            var errors = person.Errors.Where(e => !Refused().IsMatch(e)).Distinct();
            tally.Faults.AddRange(errors.Select(e => $"{places.Key}'s console: {e}"));
        }
        tally.Faults.AddRange(await TooWideAsync(portal));
        output.WriteLine($"{tally.Texts} texts in {tally.Fields.Count} fields; {tally.Faults.Count} faults.");
        Assert.True(tally.Faults.Count == 0, string.Join('\n', tally.Faults.Take(40)));
        var fields = string.Join(", ", tally.Fields.Order());
        Assert.True(
            tally.Fields.Count >= 35 || OnlyPages is not null,
            $"Only {tally.Fields.Count} fields were found: {fields}"
        );
        Assert.True(!portal.Log().Contains("Unhandled exception in circuit", StringComparison.Ordinal), portal.Log());
    }

    /// <summary>Detects a text that is executed: it may open a dialog or send a request, which no tested page does.</summary>
    private static void Watch(IPage page, Uri portal, Tally tally)
    {
        page.Dialog += async (_, dialog) =>
        {
            tally.Faults.Add($"{page.Url} opened a dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        page.Request += (_, request) =>
        {
            if (request.Url.StartsWith("http", StringComparison.Ordinal) && !portal.IsBaseOf(new(request.Url)))
                tally.Faults.Add($"{page.Url} asked for {request.Url}");
        };
    }

    private static async Task<IReadOnlyList<Place>> PlacesAsync(Api api)
    {
        var dataset = Id((await api.AllAsync("datasets", Ct)).First(d => d["synthetic"]!.GetValue<bool>()));
        var version = Id((await api.AllAsync($"datasets/{dataset}/versions?state=sealed", Ct))[0]);
        var subject = Id((await api.AllAsync("subjects?search=inspector-b", Ct))[0]);
        return
        [
            new("steward", "/datasets?new=true"),
            new("steward", $"/datasets/{dataset}"),
            new("steward", "/recordings"),
            new("steward", $"/datasets/{dataset}/import"),
            new("steward", $"/datasets/{dataset}/import?from=folder"),
            new("steward", $"/datasets/{dataset}/curate"),
            new("steward", $"/versions/{version}/export"),
            new("steward", "/annotate/new"),
            new("steward", "/models/encoders/new"),
            new("steward", "/models/monitors/new"),
            new("steward", "/models/pump-fault/playground?own=true"),
            new("steward", "/trust/reviews/new"),
            new("steward", "/account"),
            new("steward", $"/models/new?version={version}"),
            new("steward", "/account/tokens", "Create token"),
            new("admin", "/admin/users", "Create user"),
            new("compliance", "/trust/purposes", "Add purpose"),
            new("compliance", "/trust/consent", "Add subject"),
            new("compliance", $"/trust/consent/{subject}", "Record consent"),
            new("compliance", $"/trust/consent/{subject}/withdraw"),
            new("compliance", "/models/pump-fault"),
            new("compliance", "/models/pump-fault/policies"),
            new("compliance", "/models/audits/suites"),
        ];
    }

    /// <summary>Long names without a space do not make any page wider than the screen of a phone.</summary>
    private async Task<IReadOnlyList<string>> TooWideAsync(Portal portal)
    {
        var (name, words) = (string.Concat(Enumerable.Repeat("Messwert", 15)), new string('m', 2000));
        using var steward = await Api.AsAsync(portal, "steward", Ct);
        using var compliance = await Api.AsAsync(portal, "compliance", Ct);
        using var admin = await Api.AsAsync(portal, "admin", Ct);
        var synthetic = Id((await steward.AllAsync("datasets", Ct)).First(d => d["synthetic"]!.GetValue<bool>()));
        var dataset = Id(await steward.PostAsync("datasets", new { name, description = words }, Ct));
        var subject = Id(
            await compliance.PostAsync(
                "subjects",
                new
                {
                    pseudonym = name[..80],
                    kind = "person",
                    note = words[..500],
                },
                Ct
            )
        );
        var purpose = Id(
            await compliance.PostAsync(
                "purposes",
                new
                {
                    code = name[..30].ToLowerInvariant(),
                    title = name,
                    description = words,
                },
                Ct
            )
        );
        await compliance.PostAsync(
            "consents",
            new
            {
                subjectId = subject,
                purposeId = purpose,
                state = "given",
                modalities = new[] { "text" },
                effectiveAt = "2026-01-10T09:00:00Z",
                notice = name,
                language = "de",
                method = "electronic",
            },
            Ct
        );
        await admin.PostAsync(
            "users",
            new
            {
                email = $"{name[..60]}@example.org",
                displayName = name,
                password = "unlikely-Brass-Otter-7",
                roles = new[] { "auditor" },
            },
            Ct
        );
        await steward.PostAsync(
            "tokens",
            new
            {
                name,
                scopes = new[] { "*" },
                expiresAt = DateTimeOffset.UtcNow.AddDays(2),
            },
            Ct
        );
        var draft = Id(
            await steward.PostAsync(
                $"datasets/{synthetic}/versions",
                new { name, recipe = Doors.DoorWorld.Recipe() },
                Ct
            )
        );
        var found = new List<string>();
        (string User, string[] Paths)[] visits =
        [
            (
                "steward",
                [
                    "/datasets",
                    $"/datasets/{dataset}",
                    $"/datasets/{synthetic}?tab=versions",
                    $"/versions/{draft}",
                    $"/datasets/{dataset}/import",
                    "/account/tokens",
                    "/curate",
                    $"/datasets?q={name}",
                ]
            ),
            (
                "compliance",
                [
                    "/trust/consent",
                    $"/trust/consent/{subject}",
                    $"/trust/consent/{subject}/withdraw",
                    $"/trust/subjects/{subject}",
                    "/trust/purposes",
                    "/trust/consent?search=" + name[..80],
                ]
            ),
            ("admin", ["/admin/users", "/trust/ledger"]),
        ];
        foreach (var (user, paths) in visits)
        {
            await using var person = await browser.PersonAsync(portal, user, Ct, 390, 844);
            foreach (var path in paths)
                await PagesTests.GoAsync(person, path, found);
        }
        return found;
    }

    private static async Task TryAsync(Person person, Place place, Tally tally)
    {
        var (page, opened) = (person.Page, false);
        foreach (var text in Tried)
        {
            var fault = "";
            try
            {
                if (!opened)
                    await OpenAsync(page, place);
                var filled = await FillAsync(page, text);
                tally.Texts += filled.Length;
                tally.Fields.UnionWith(filled.Select(f => $"{place.Path.Split('?')[0]}: {f}"));
                await PressAsync(page, place);
                fault = await WrongAsync(page) ?? "";
                // A refused text stays in its field, and the next text replaces it.
                opened = fault == "" && await IsStillThereAsync(page, place, filled.Length);
            }
            catch (Exception e) when (e is TimeoutException or PlaywrightException)
            {
                (opened, fault) = (false, e.Message.Split('\n')[0]);
            }
            if (fault != "")
                tally.Faults.Add($"{place.Path} with {Shown(text)}: {fault}");
        }
    }

    private static async Task OpenAsync(IPage page, Place place)
    {
        await page.GotoAsync(place.Path);
        await page.Locator("h1").First.WaitForAsync();
        if (place.Opens is { } opens)
            await page.GetByRole(AriaRole.Button, new() { Name = opens }).First.ClickAsync();
        await page.Locator(Fields).First.WaitForAsync();
    }

    private const string Fields =
        "main :is(input:is([type=text],[type=search],[type=email],[type=password],:not([type])),textarea):visible";

    /// <summary>Every field that takes a text and can be written into, as the browser finds them.</summary>
    private const string Found = """
        [...document.querySelectorAll("main input, main textarea, #portal-search")].filter((f) =>
          f.offsetParent && !f.disabled
            && (f.tagName === "TEXTAREA" || ["text", "search", "email", "password"].includes(f.type)))
        """;

    /// <summary>
    /// Writes a text into every field as a paste does, without the limits of the keyboard. Returns the names of the fields.
    /// </summary>
    private static Task<string[]> FillAsync(IPage page, string text) =>
        page.EvaluateAsync<string[]>(
            $$"""
            async text => {
              const fields = {{Found}};
              const lone = JSON.parse(text);
              for (const field of fields) {
                field.value = lone;
                field.dispatchEvent(new Event("input", { bubbles: true }));
                if (field.id !== "portal-search" && field.type !== "search")
                  field.dispatchEvent(new Event("change", { bubbles: true }));
              }
              return fields.map((f) => f.labels?.[0]?.innerText ?? f.name ?? f.id);
            }
            """,
            JsonSerializer.Serialize(text).Replace("\\uFFFD", Halves(text), StringComparison.Ordinal)
        );

    private static string Halves(string text) =>
        text.Contains('\uD800', StringComparison.Ordinal) ? "\\ud800" : "\\udc00";

    private static async Task<bool> IsStillThereAsync(IPage page, Place place, int fields) =>
        new Uri(page.Url).PathAndQuery == place.Path
        && await page.EvaluateAsync<int>($"() => {Found}.length") == fields;

    private static async Task PressAsync(IPage page, Place place)
    {
        // Buttons that leave the page are not tested; a withdrawal removes the subject that other tests need.
        if (place.Path.EndsWith("/withdraw", StringComparison.Ordinal))
            return;
        // In one step, since a page that renders again may remove the button; without the browser's validation of the form,
        // as a script clicks it.
        await page.EvaluateAsync(
            """
            () => {
              const button = [...document.querySelectorAll("main form button[type=submit], main button.btn--primary")]
                .find((b) => b.offsetParent && !b.disabled);
              if (button?.form) button.form.noValidate = true;
              button?.click();
            }
            """
        );
        await page.WaitForTimeoutAsync(150);
    }

    private static async Task<string?> WrongAsync(IPage page)
    {
        if (await page.Locator("#components-reconnect-modal[open]").CountAsync() > 0)
            return "the connection ended";
        if (await page.GetByText(new Regex("ran into an error|An unhandled error")).CountAsync() > 0)
            return "the page ended in an error";
        if (await page.TitleAsync() == "run")
            return "the text was run";
        return null;
    }

    private static string Shown(string text) => JsonSerializer.Serialize(text.Length > 40 ? text[..40] + "…" : text);

    private static string Id(System.Text.Json.Nodes.JsonNode node) => node["id"]!.GetValue<string>();

    /// <summary>The browser logs every answer that is not a success; refusals are expected.</summary>
    [GeneratedRegex("status of 4\\d\\d")]
    private static partial Regex Refused();
}
