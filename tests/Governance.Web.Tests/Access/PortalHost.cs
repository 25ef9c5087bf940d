using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Governance.Access;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Governance.Web.Tests.Access;

/// <summary>The whole portal on its own database, for browsers and scripts. A test can advance the clock.</summary>
public sealed partial class PortalHost(TestDatabase server) : WebApplicationFactory<App>, IAsyncLifetime
{
    public const string AdministratorEmail = "first@example.org";
    public const string Password = "a long enough password";

    private readonly string _folder = Directory.CreateTempSubdirectory("governance-portal-").FullName;
    private string _connection = "";

    public MovableTime Time { get; } = new();
    public Actor Administrator { get; private set; } = default!;

    public async ValueTask InitializeAsync()
    {
        await server.EnsureTemplateAsync("migrated", MigrateAsync);
        _connection = await server.CreateDatabaseAsync("migrated");
        var users = await Services.GetRequiredService<Users>().ListAsync(Actor.Portal, null, null, Ct);
        var first = users.Value.Items.Single(u => u.Email == AdministratorEmail);
        Administrator = new(
            first.Id,
            first.DisplayName,
            Services.GetRequiredService<RolePermissions>().Of([Roles.Administrator])
        );
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public GovernanceDb Db() => Get<IDbContextFactory<GovernanceDb>>().CreateDbContext();

    /// <summary>
    /// Waits until a run has succeeded, and tries to execute it here: this and the portal's worker may both try, and one of
    /// them claims it.
    /// </summary>
    public async Task EndedAsync(Guid runId)
    {
        for (
            var begun = TimeProvider.System.GetTimestamp();
            TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMinutes(1);
            await Task.Delay(50, Ct)
        )
        {
            await Get<RunDispatcher>().ExecuteAsync(runId, Ct);
            var run = (await Get<JobRuns>().FindAsync(Actor.Portal, runId, Ct)).Value;
            Assert.True(run.State is not (RunState.Failed or RunState.Cancelled), run.Error ?? $"{run.State}");
            if (run.State == RunState.Succeeded)
                return;
        }
        Assert.Fail($"The run {runId} did not end.");
    }

    /// <summary>Creates a user, and the actor for them.</summary>
    public async Task<(UserView User, Actor Actor)> AddPersonAsync(params string[] roles)
    {
        var created = await Get<Users>()
            .CreateAsync($"p{Guid.NewGuid():N}@example.org", "Pat Person", Password, roles, Actor.Portal, Ct);
        return (created.Value, new(created.Value.Id, created.Value.DisplayName, Get<RolePermissions>().Of(roles)));
    }

    /// <summary>A browser-like client that is not signed in.</summary>
    public HttpClient Browser() => CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true });

    /// <summary>Fills in the sign-in form.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(
        HttpClient browser,
        string email,
        string password = Password,
        string? returnUrl = null
    )
    {
        var path = "/account/sign-in" + (returnUrl is null ? "" : "?returnUrl=" + Uri.EscapeDataString(returnUrl));
        var form = await browser.GetStringAsync(path, Ct);
        return await browser.PostAsync(
            path,
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["__RequestVerificationToken"] = ForgeryToken().Match(form).Groups[1].Value,
                    ["_handler"] = "sign-in",
                    ["Input.Email"] = email,
                    ["Input.Password"] = password,
                }
            ),
            Ct
        );
    }

    public async Task<HttpClient> SignedInAsync(string email)
    {
        var browser = Browser();
        using var answer = await SignInAsync(browser, email);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    /// <summary>The cookie of a sign-in, to send it as a copy.</summary>
    public async Task<string> CookieAsync(string email, string password = Password)
    {
        using var answer = await SignInAsync(Browser(), email, password);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        return answer
            .Headers.GetValues("Set-Cookie")
            .Single(c => c.StartsWith("governance=", StringComparison.Ordinal))
            .Split(';')[0];
    }

    public HttpClient Holding(string cookie)
    {
        var client = CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        return client;
    }

    /// <summary>Submits a form, with the given fields if any.</summary>
    public static async Task<HttpResponseMessage> SendFormAsync(
        HttpClient browser,
        string path,
        string handler,
        params (string Name, string Value)[] fields
    )
    {
        using var page = await browser.GetAsync(path, Ct);
        var values = fields.ToDictionary(f => f.Name, f => f.Value);
        values["__RequestVerificationToken"] = ForgeryToken()
            .Match(await page.Content.ReadAsStringAsync(Ct))
            .Groups[1]
            .Value;
        values["_handler"] = handler;
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(values),
        };
        // A client without a cookie jar returns the cookie of the form by hand.
        if (
            browser.DefaultRequestHeaders.TryGetValues("Cookie", out var held)
            && page.Headers.TryGetValues("Set-Cookie", out var set)
        )
            request.Headers.Add("Cookie", string.Join("; ", held.Concat(set.Select(c => c.Split(';')[0]))));
        return await browser.SendAsync(request, Ct);
    }

    public HttpClient Script(string secret)
    {
        var client = CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    public async Task<NewToken> TokenAsync(Actor actor, params string[] scopes) =>
        (await Get<AccessTokens>().CreateAsync("script", scopes, Time.GetUtcNow().AddDays(30), actor, Ct)).Value;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("ConnectionStrings:Governance", _connection);
        builder.UseSetting("Governance:DataDirectory", _folder);
        builder.UseSetting("Governance:Administrator:Email", AdministratorEmail);
        builder.UseSetting("Governance:Administrator:Password", Password);
        builder.UseSetting("Governance:Workers", "1");
        builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time)));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task MigrateAsync(string connection)
    {
        var options = new DbContextOptionsBuilder<GovernanceDb>();
        PlatformModule.Configure(options, connection);
        await using var db = new GovernanceDb(options.Options);
        await db.Database.MigrateAsync();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex ForgeryToken();
}

/// <summary>The real clock, which a test can advance.</summary>
public sealed class MovableTime : TimeProvider
{
    private TimeSpan _ahead;

    public void MoveOn(TimeSpan by) => _ahead += by;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;
}
