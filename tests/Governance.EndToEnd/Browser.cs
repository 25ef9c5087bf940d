using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Governance.EndToEnd.Browser))]

namespace Governance.EndToEnd;

/// <summary>
/// One Chromium for the test process: Debian's, or the one that CHROMIUM names. Journeys wait for an address with
/// <c>ToHaveURLAsync</c>, which polls: <c>WaitForURLAsync</c> waits for an event that may have occurred
/// between its check of the address and its subscription.
/// </summary>
public sealed class Browser : IAsyncDisposable
{
    /// <summary>The time for one step of a page on a busy machine.</summary>
    private const int PatienceMs = 120_000;

    private readonly SemaphoreSlim _starting = new(1, 1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A fresh person at the portal: own cookies, own storage; console errors are collected.</summary>
    public async Task<Person> PersonAsync(
        Portal portal,
        string user,
        CancellationToken ct,
        int width = 1440,
        int height = 900,
        ColorScheme scheme = ColorScheme.Light
    )
    {
        var context = await (await StartedAsync(ct)).NewContextAsync(
            new()
            {
                BaseURL = portal.Address.ToString(),
                ViewportSize = new() { Width = width, Height = height },
                ColorScheme = scheme,
                Locale = "en-GB",
                TimezoneId = "Europe/Zurich",
                AcceptDownloads = true,
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        context.SetDefaultTimeout(PatienceMs);
        var person = new Person(context, await context.NewPageAsync());
        await person.SignInAsync(user);
        return person;
    }

    /// <summary>
    /// Runs a journey of these people. A failure says what each of them saw and what the host had logged; at
    /// the end no console may contain an error.
    /// </summary>
    internal static async Task JourneyAsync(Portal portal, IReadOnlyList<Person> people, Func<Task> journey)
    {
        try
        {
            await journey();
        }
        catch (Exception e) when (e is TimeoutException or PlaywrightException)
        {
            var seen = await Task.WhenAll(people.Select(p => p.SeenAsync()));
            throw new JourneyFailedException(
                $"{e.Message}\n{string.Join('\n', seen)}\nThe host's log ends with:\n{portal.Log()}",
                e
            );
        }
        Assert.All(people, person => Assert.Empty(person.Errors));
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _starting.Dispose();
    }

    private async Task<IBrowser> StartedAsync(CancellationToken ct)
    {
        await _starting.WaitAsync(ct);
        try
        {
            // The context's timeout does not apply to expectations, which have 5 s by default.
            Assertions.SetDefaultExpectTimeout(PatienceMs);
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(
                new()
                {
                    ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
                    Args =
                    [
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                    ],
                }
            );
        }
        finally
        {
            _starting.Release();
        }
    }
}

/// <summary>Somebody signed in, with their page.</summary>
public sealed class Person : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    internal Person(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => _errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _errors.Add(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>The errors in the browser's console.</summary>
    public IReadOnlyList<string> Errors => _errors;

    public async Task SignInAsync(string user)
    {
        await Page.GotoAsync("/account/sign-in");
        await Page.GetByLabel("E-mail address").FillAsync($"{user}@sample.local");
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync("Sample-2026!");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Page.GetByRole(AriaRole.Heading, new() { Name = "Home" }).WaitForAsync();
    }

    /// <summary>The text of the page and the console's errors, for the message of a failing test.</summary>
    internal async Task<string> SeenAsync()
    {
        string words;
        try
        {
            words = await Page.Locator("body").InnerTextAsync(new() { Timeout = 5_000 });
        }
        catch (Exception e) when (e is TimeoutException or PlaywrightException)
        {
            words = $"(not to be read: {e.Message})";
        }
        return $"At {Page.Url} the page shows:\n{words}\nThe console complained: "
            + $"{(_errors.Count == 0 ? "no" : string.Join('\n', _errors))}";
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}

public sealed class JourneyFailedException(string message, Exception cause) : Exception(message, cause);
