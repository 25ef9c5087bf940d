using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Governance.EndToEnd;

/// <summary>A page stays open while its sign-in session ends elsewhere.</summary>
public sealed partial class OpenPageTests(SharedPortal shared, Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_open_page_redirects_to_the_sign_in_when_its_session_ends_in_another_tab()
    {
        var portal = await shared.PortalAsync(Ct);
        await using var person = await browser.PersonAsync(portal, "auditor", Ct);
        await person.Page.GotoAsync("/runs");
        await person.Page.Locator("h1").First.WaitForAsync();

        var tab = await person.Page.Context.NewPageAsync();
        await tab.GotoAsync("/account/sign-out");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(person.Page).ToHaveURLAsync(SignIn());
        Assert.Contains("returnUrl=%2Fruns", person.Page.Url, StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex("/account/sign-in")]
    private static partial Regex SignIn();
}
