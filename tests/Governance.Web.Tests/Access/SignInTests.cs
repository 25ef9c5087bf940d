using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Governance.Access;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Governance.Web.Tests.Access;

public sealed class SignInTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task The_right_password_signs_in_and_the_cookie_works_at_the_API()
    {
        var (user, _) = await host.AddPersonAsync(Roles.Steward);
        var browser = await host.SignedInAsync(user.Email);
        var me = await browser.GetFromJsonAsync<JsonElement>("/api/v1/me", PortalHost.Ct);
        Assert.Equal(user.Id, me.GetProperty("id").GetGuid());
        Assert.Contains("catalog.manage", me.GetProperty("permissions").EnumerateArray().Select(p => p.GetString()));
        await using var db = host.Db();
        Assert.NotNull((await db.Set<User>().SingleAsync(u => u.Id == user.Id, PortalHost.Ct)).LastSignInAt);
    }

    [Fact]
    public async Task Five_wrong_passwords_pause_the_account_for_the_right_one_too_with_the_time_to_wait()
    {
        var (user, _) = await host.AddPersonAsync();
        var browser = host.Browser();
        for (var i = 0; i < AccessModule.TriesBeforePause; i++)
        {
            using var wrong = await PortalHost.SignInAsync(browser, user.Email, "not the password");
            Assert.Equal(
                i < AccessModule.TriesBeforePause - 1 ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests,
                wrong.StatusCode
            );
        }
        using var right = await PortalHost.SignInAsync(browser, user.Email);
        Assert.Equal(HttpStatusCode.TooManyRequests, right.StatusCode);
        Assert.InRange(right.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(8), AccessModule.PausedFor);
        Assert.Contains(
            "Wait 10 minutes",
            await right.Content.ReadAsStringAsync(PortalHost.Ct),
            StringComparison.Ordinal
        );

        await host.Get<Users>().UnlockAsync(user.Id, host.Administrator, PortalHost.Ct);
        using var afterwards = await PortalHost.SignInAsync(browser, user.Email);
        Assert.Equal(HttpStatusCode.Redirect, afterwards.StatusCode);
    }

    [Fact]
    public async Task Somebody_unknown_reads_the_same_answer_as_a_wrong_password()
    {
        var (user, _) = await host.AddPersonAsync();
        using var wrong = await PortalHost.SignInAsync(host.Browser(), user.Email, "not the password");
        using var unknown = await PortalHost.SignInAsync(host.Browser(), "nobody@example.org", "not the password");
        const string same = "or the password is wrong";
        Assert.Contains(same, await wrong.Content.ReadAsStringAsync(PortalHost.Ct), StringComparison.Ordinal);
        Assert.Contains(same, await unknown.Content.ReadAsStringAsync(PortalHost.Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_the_forgery_token_is_refused()
    {
        using var answer = await host.Browser()
            .PostAsync(
                "/account/sign-in",
                new FormUrlEncodedContent(
                    new Dictionary<string, string>
                    {
                        ["_handler"] = "sign-in",
                        ["Input.Email"] = PortalHost.AdministratorEmail,
                        ["Input.Password"] = PortalHost.Password,
                    }
                ),
                PortalHost.Ct
            );
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_page_sends_whoever_is_not_signed_in_to_the_sign_in_and_back()
    {
        using var page = await host.Browser().GetAsync("/runs", PortalHost.Ct);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Equal("/account/sign-in", page.Headers.Location!.AbsolutePath);
        using var entered = await PortalHost.SignInAsync(
            host.Browser(),
            PortalHost.AdministratorEmail,
            returnUrl: "/runs?cursor=x"
        );
        Assert.Equal("/runs?cursor=x", entered.Headers.Location!.PathAndQuery);
    }

    [Theory]
    [InlineData("/runs?x=1", "/runs?x=1")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void Signing_in_never_leads_to_another_site(string? asked, string goes) =>
        Assert.Equal(goes, LocalPath.Of(asked));

    [Fact]
    public void One_address_gets_thirty_tries_a_minute_and_one_account_ten()
    {
        using var limits = new SignInLimits();
        Assert.All(Enumerable.Range(0, SignInLimits.PerAddress), i =>
            Assert.Null(limits.Take("10.0.0.1", $"a{i}@example.org"))
        );
        Assert.InRange(
            limits.Take("10.0.0.1", "fresh@example.org")!.Value,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromMinutes(1)
        );
        Assert.All(Enumerable.Range(0, SignInLimits.PerAccount), i =>
            Assert.Null(limits.Take($"10.0.1.{i}", "one@example.org"))
        );
        Assert.NotNull(limits.Take("10.0.2.1", " ONE@example.org"));
        Assert.Null(limits.Take("10.0.2.1", "two@example.org"));
    }

    [Theory]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::7", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    public void Tries_are_counted_together_for_one_place(string one, string other, bool together) =>
        Assert.Equal(together, ClientAddress.Of(IPAddress.Parse(one)) == ClientAddress.Of(IPAddress.Parse(other)));

    [Fact]
    public async Task A_sign_in_with_what_is_no_text_is_a_wrong_one_and_no_error()
    {
        // A noncharacter: a name that contains it cannot be normalised.
        using var answer = await PortalHost.SignInAsync(host.Browser(), "a\uFFFFb@example.org");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(
            "or the password is wrong",
            await answer.Content.ReadAsStringAsync(PortalHost.Ct),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Sample_sign_ins_are_shut_where_the_world_can_reach_them_and_an_administrators_lock_stays()
    {
        var samples = host.Get<SampleSignIns>();
        await samples.OpenAsync(PortalHost.Ct);
        using (var open = await PortalHost.SignInAsync(host.Browser(), "steward@sample.local", SampleSignIns.Password))
            Assert.Equal(HttpStatusCode.Redirect, open.StatusCode);
        var users = (await host.Get<Users>().ListAsync(Actor.Portal, null, 200, PortalHost.Ct)).Value.Items;
        var auditor = users.Single(u => u.Email == "auditor@sample.local");
        await host.Get<Users>().LockAsync(auditor.Id, host.Administrator, PortalHost.Ct);

        await samples.CloseAsync(PortalHost.Ct);
        using (var shut = await PortalHost.SignInAsync(host.Browser(), "steward@sample.local", SampleSignIns.Password))
            Assert.Equal(HttpStatusCode.OK, shut.StatusCode);

        await samples.OpenAsync(PortalHost.Ct);
        using (var again = await PortalHost.SignInAsync(host.Browser(), "steward@sample.local", SampleSignIns.Password))
            Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        using (
            var locked = await PortalHost.SignInAsync(host.Browser(), "auditor@sample.local", SampleSignIns.Password)
        )
            Assert.Equal(HttpStatusCode.OK, locked.StatusCode);
        await samples.CloseAsync(PortalHost.Ct);
    }

    [Theory]
    [InlineData(true, "urls", "http://127.0.0.1:5080")]
    [InlineData(true, "urls", "http://localhost:5080;http://[::1]:5081")]
    [InlineData(true, "unrelated", "x")]
    [InlineData(false, "urls", "http://0.0.0.0:5080")]
    [InlineData(false, "urls", "http://127.0.0.1:5080;http://*:80")]
    [InlineData(false, "urls", "http://+:80")]
    [InlineData(false, "urls", "http://portal.example.org")]
    [InlineData(false, "http_ports", "8080")]
    [InlineData(false, "Kestrel:Endpoints:Web:Url", "https://0.0.0.0:443")]
    [InlineData(false, "Governance:TrustedProxies", "127.0.0.1")]
    public void Only_literal_loopback_without_a_proxy_counts_as_this_machine(bool loopback, string key, string value)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [key] = value })
            .Build();
        Assert.Equal(loopback, Addresses.OnlyLoopback(configuration));
    }
}
