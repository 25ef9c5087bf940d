using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bunit;
using Governance.Access;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Testing;
using Governance.Web.Hosting;
using Governance.Web.Layout;
using Governance.Web.Tests.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Governance.Web.Tests.Hosting;

/// <summary>The answers to people and scripts when a disk is full or a database does not answer.</summary>
public sealed class FaultAnswerTests
{
    private static CancellationToken Ct => PortalHost.Ct;

    [Fact]
    public async Task A_database_that_does_not_answer_is_reported_in_words_until_it_is_back()
    {
        await using var database = new TestDatabase { RestartPause = TimeSpan.FromMilliseconds(200) };
        await using var host = new PortalHost(database);
        await host.InitializeAsync();
        var (user, actor) = await host.AddPersonAsync(Roles.Administrator);
        using var script = host.Script((await host.TokenAsync(actor, AccessTokens.Everything)).Secret);
        using var browser = host.Browser();
        Assert.Equal(HttpStatusCode.OK, (await script.GetAsync("/api/v1/datasets", Ct)).StatusCode);

        // Without this folder the server cannot restart.
        var postgres = await database.ServerAsync();
        var (global, aside) = (
            Path.Combine(postgres.DataDirectory, "global"),
            Path.Combine(postgres.DataDirectory, "aside")
        );
        // A test's server commits before its log is on the disk, so a kill loses the token.
        await database.AdministerAsync("CHECKPOINT");
        Directory.Move(global, aside);
        Posix.Signal(postgres.ProcessId!.Value, Posix.Kill);
        using var refused = await script.GetAsync("/api/v1/datasets", Ct);
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)),
            (refused.StatusCode, refused.Headers.RetryAfter?.Delta)
        );
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            "/problems/database-unavailable",
            (await refused.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("type").GetString()
        );
        using var page = await PortalHost.SignInAsync(browser, user.Email);
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "text/html"),
            (page.StatusCode, page.Content.Headers.ContentType?.MediaType)
        );
        Assert.Contains(
            "<h1>The database does not answer at the moment",
            await page.Content.ReadAsStringAsync(Ct),
            StringComparison.Ordinal
        );
        Assert.Equal("Healthy", await browser.GetStringAsync("/healthz", Ct));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.GetAsync("/readyz", Ct)).StatusCode);

        Directory.Move(aside, global);
        for (
            var tries = 0;
            await script.GetAsync("/api/v1/datasets", Ct) is { StatusCode: not HttpStatusCode.OK } answer;
            tries++
        )
        {
            Assert.True(
                tries < 200,
                $"It does not come back: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Ct)}"
            );
            await Task.Delay(100, Ct);
        }
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/readyz", Ct)).StatusCode);
    }

    [Fact]
    public async Task An_upload_that_does_not_fit_beside_the_reserve_is_refused_before_it_is_read()
    {
        await using var database = new TestDatabase();
        await using var host = new PortalHost(database);
        await host.InitializeAsync();
        await using var full = host.WithWebHostBuilder(b => b.UseSetting("Blobs:ReserveBytes", "8000000000000000"));
        var (_, actor) = await host.AddPersonAsync(Roles.Steward);
        using var script = full.CreateClient();
        script.DefaultRequestHeaders.Authorization = new(
            "Bearer",
            (await host.TokenAsync(actor, AccessTokens.Everything)).Secret
        );

        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[100]), "file", "x.zip" } };
        using var refused = await script.PostAsync($"/api/v1/datasets/{Guid.NewGuid()}/imports", form, Ct);
        Assert.Equal(HttpStatusCode.InsufficientStorage, refused.StatusCode);
        Assert.Equal(
            "/problems/no-room-for-upload",
            (await refused.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("type").GetString()
        );

        // Reading still works, so the portal is ready.
        var ready = await script.GetFromJsonAsync<JsonElement>("/readyz", Ct);
        Assert.True(ready.GetProperty("ready").GetBoolean());
        Assert.False(ready.GetProperty("checks").GetProperty("space").GetProperty("ok").GetBoolean());
        Assert.StartsWith(
            "Uploads are rejected",
            ready.GetProperty("checks").GetProperty("space").GetProperty("detail").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_page_with_a_fault_shows_a_refusal_and_retries()
    {
        var (time, away) = (new FakeTimeProvider(), true);
        await using var page = new BunitContext();
        page.JSInterop.Mode = JSRuntimeMode.Loose;
        page.Services.AddSingleton<TimeProvider>(time).AddScoped<PortalScript>();
        page.ComponentFactories.Add<Probe>(() => new Probe(() => away ? new BlobFolderNotInPlaceException() : null));
        var shown = page.Render<PortalErrorBoundary>(p => p.AddChildContent<Probe>());
        Assert.Equal(new BlobFolderNotInPlace().What, shown.Find("[role=alert] .error-box__title").TextContent);
        Assert.Empty(shown.FindAll("details"));

        away = false;
        time.Advance(TimeSpan.FromSeconds(4));
        shown.WaitForAssertion(() => Assert.Equal("fine", shown.Find("p").TextContent));
    }

    [Fact]
    public async Task A_page_with_a_full_disk_says_so()
    {
        await using var page = new BunitContext();
        page.JSInterop.Mode = JSRuntimeMode.Loose;
        page.Services.AddSingleton(TimeProvider.System).AddScoped<PortalScript>();
        page.ComponentFactories.Add<Probe>(() => new Probe(() => new IOException("full", Faults.NoSpace)));
        var shown = page.Render<PortalErrorBoundary>(p => p.AddChildContent<Probe>());
        Assert.Equal(new DiskFull().What, shown.Find("[role=alert] .error-box__title").TextContent);
    }

    private sealed class Probe(Func<Exception?> fault) : ComponentBase
    {
        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            if (fault() is { } failure)
                throw failure;
            builder.AddMarkupContent(0, "<p>fine</p>");
        }
    }
}
