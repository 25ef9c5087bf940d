using System.Security.Claims;
using System.Text.RegularExpressions;
using Bunit;
using Governance.Access;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Testing;
using Governance.Web.Access;
using Governance.Web.Components;
using Governance.Web.Layout;
using Governance.Web.Runs;
using Governance.Web.Tests.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;

namespace Governance.Web.Tests.Layout;

public sealed partial class FrameTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task The_rail_shows_what_exists_and_what_the_person_may_see()
    {
        await using var page = Page();
        page.AddAuthorization().SetAuthorized("Ann").SetClaims(new Claim(AccessClaims.Permission, LedgerPolicies.Read));
        var rail = page.Render<Rail>(p => p.Add(r => r.Path, "/trust/ledger"));
        Assert.Equal(["Home", "Trust"], rail.FindAll("nav a:not(.rail__mark)").Select(a => a.TextContent.Trim()));
        Assert.Equal("Trust", rail.Find("[aria-current=page]").TextContent.Trim());
    }

    [Fact]
    public async Task Running_jobs_are_followed_only_while_the_bar_is_rendered()
    {
        var run = await RunAsync(RunState.Running, done: 62, total: 100);
        var feed = host.Get<RunFeed>();
        var before = feed.Subscribers;
        await using (var page = Page())
        {
            SignIn(page, run.StartedById, PlatformPolicies.ReadRuns);
            var pill = page.Render<RunPill>();
            pill.Eventually(() =>
            {
                Assert.Contains("62 %", pill.Markup, StringComparison.Ordinal);
                Assert.Equal($"/runs/{run.Id}", pill.Find("a").GetAttribute("href"));
                Assert.NotNull(pill.Find("button[aria-label^=Cancel]"));
            });
            Assert.Equal(before + 1, feed.Subscribers);
        }
        Assert.Equal(before, feed.Subscribers);
        await EndAsync(run);
    }

    [Fact]
    public async Task The_page_of_a_run_lists_what_was_rejected_and_unsubscribes_from_the_feed()
    {
        var run = await RunAsync(RunState.Succeeded, done: 3, total: 3);
        await using (var db = host.Db())
        {
            db.Add(
                new RunRefusal
                {
                    RunId = run.Id,
                    Code = "photo-corrupt",
                    File = "photos/7.jpg",
                    Row = 7,
                    Reason = new WrittenMessage("photos/7.jpg is no picture."),
                    WrittenRemedy = "Send it again.",
                }
            );
            await db.SaveChangesAsync(PortalHost.Ct);
        }
        var feed = host.Get<RunFeed>();
        var before = feed.Subscribers;
        await using (var page = Page())
        {
            SignIn(page, run.StartedById, PlatformPolicies.ReadRuns);
            var shown = page.Render<RunPage>(p => p.Add(r => r.Id, run.Id));
            shown.Eventually(() =>
            {
                Assert.Contains("photos/7.jpg is no picture.", shown.Markup, StringComparison.Ordinal);
                Assert.Empty(shown.FindAll("button.btn--harm"));
            });
            Assert.Equal(before + 1, feed.Subscribers);
        }
        Assert.Equal(before, feed.Subscribers);
    }

    [Fact]
    public async Task A_digest_is_shortened_to_eight_and_a_refusal_names_its_remedy()
    {
        await using var page = Page();
        var digest = page.Render<Digest>(p => p.Add(d => d.Value, new string('a', 64)));
        Assert.Equal("aaaaaaaa", digest.Find("button").TextContent);
        var box = page.Render<RefusalBox>(p => p.Add(b => b.Refusal, new NotFound("run", "7")));
        Assert.Contains("There is no run", box.Find(".error-box__title").TextContent, StringComparison.Ordinal);
        Assert.Equal("alert", box.Find(".error-box").GetAttribute("role"));
        Assert.Empty(page.Render<RefusalBox>(p => p.Add(b => b.Refusal, (Refusal?)null)).Markup.Trim());
    }

    [Theory]
    [InlineData(RunState.Running, "state--running", "running")]
    [InlineData(RunState.Succeeded, "state--ok", "done")]
    [InlineData(RunState.Failed, "state--failed", "failed")]
    public async Task A_state_has_a_sign_and_a_word(RunState state, string sign, string word)
    {
        await using var page = Page();
        var badge = page.Render<StateBadge>(p => p.Add(b => b.Run, state)).Find(".state");
        Assert.Contains(sign, badge.ClassName, StringComparison.Ordinal);
        Assert.Equal(word, badge.TextContent.Trim());
    }

    [Fact]
    public void A_burst_of_signals_is_answered_at_once_and_once_more_for_the_last()
    {
        var (count, time) = (0, new FakeTimeProvider());
        using var throttle = new Throttle(TimeSpan.FromMilliseconds(200), time, () => count++);
        throttle.Signal();
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, count);
        for (var i = 0; i < 100; i++)
            throttle.Signal();
        time.Advance(TimeSpan.FromMilliseconds(190));
        Assert.Equal(1, count);
        time.Advance(TimeSpan.FromMilliseconds(400));
        Assert.Equal(2, count);
        throttle.Signal();
        throttle.Dispose();
        time.Advance(TimeSpan.FromMilliseconds(400));
        throttle.Signal();
        time.Advance(TimeSpan.FromMilliseconds(400));
        Assert.Equal(2, count);
    }

    [Fact]
    public void MudBlazors_palettes_are_those_of_the_tokens()
    {
        var tokens = File.ReadAllText(Path.Combine(SourceTree.Root, "wwwroot-assets/src/css/tokens.css"));
        var parts = tokens.Split(":root[data-theme=\"dark\"]");
        AssertSame(PortalTheme.Theme.PaletteLight, parts[0]);
        AssertSame(PortalTheme.Theme.PaletteDark, parts[1]);

        static void AssertSame(MudBlazor.Palette palette, string css)
        {
            Assert.Equal(Token(css, "accent"), Hex(palette.Primary));
            Assert.Equal(Token(css, "on-accent"), Hex(palette.PrimaryContrastText));
            Assert.Equal(Token(css, "bg"), Hex(palette.Background));
            Assert.Equal(Token(css, "surface"), Hex(palette.Surface));
            Assert.Equal(Token(css, "text"), Hex(palette.TextPrimary));
            Assert.Equal(Token(css, "text-muted"), Hex(palette.TextSecondary));
            Assert.Equal(Token(css, "line"), Hex(palette.LinesDefault));
            Assert.Equal(Token(css, "harm"), Hex(palette.Error));
            Assert.Equal(Token(css, "warn"), Hex(palette.Warning));
        }

        static string Hex(MudBlazor.Utilities.MudColor color) =>
            color.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex);
        static string Token(string css, string name) =>
            Regex.Match(css, $@"--{name}:\s*(#[0-9a-f]{{6}})").Groups[1].Value;
    }

    private BunitContext Page()
    {
        var page = new BunitContext();
        page.JSInterop.Mode = JSRuntimeMode.Loose;
        page.Services.AddMudServices();
        page.Services.AddSingleton(host.Get<RunFeed>())
            .AddSingleton(host.Get<JobRuns>())
            .AddSingleton(TimeProvider.System);
        page.Services.AddScoped<CurrentActor>().AddScoped<PortalScript>().AddScoped<Viewer>();
        return page;
    }

    private static void SignIn(BunitContext page, Guid id, params string[] permissions) =>
        page.AddAuthorization()
            .SetAuthorized("Ann")
            .SetClaims([
                new Claim(ClaimTypes.NameIdentifier, id.ToString()),
                .. permissions.Select(p => new Claim(AccessClaims.Permission, p)),
            ]);

    private async Task<Run> RunAsync(RunState state, long done, long total)
    {
        var now = TimeProvider.System.GetUtcNow();
        var run = new Run
        {
            Kind = "test",
            TitleMessage = new WrittenMessage("A piece of work"),
            TargetId = Guid.NewGuid(),
            StartedById = Guid.NewGuid(),
            StartedBy = "Ann",
            CreatedAt = now,
            StartedAt = now,
            HeartbeatAt = now.AddHours(1),
            FinishedAt = state == RunState.Running ? null : now,
            State = state,
            Done = done,
            Total = total,
            Unit = "files",
        };
        await using var db = host.Db();
        db.Add(run);
        await db.SaveChangesAsync(PortalHost.Ct);
        return run;
    }

    private async Task EndAsync(Run run)
    {
        await using var db = host.Db();
        await db.Set<Run>()
            .Where(r => r.Id == run.Id)
            .ExecuteUpdateAsync(
                set => set.SetProperty(r => r.State, RunState.Succeeded).SetProperty(r => r.FinishedAt, run.CreatedAt),
                PortalHost.Ct
            );
    }
}
