using System.Net;
using System.Net.WebSockets;
using System.Security.Claims;
using System.Text;
using Governance.Access;
using Governance.Platform;
using Governance.Web.Access;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Web.Tests.Access;

/// <summary>A cookie is valid only while its session in the database is valid.</summary>
public sealed class SessionTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task After_a_sign_out_a_copied_cookie_is_worth_nothing_and_the_other_device_stays_signed_in()
    {
        var (user, _) = await host.AddPersonAsync(Roles.Steward);
        var (copied, other) = (await host.CookieAsync(user.Email), await host.CookieAsync(user.Email));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(copied));

        using var left = await PortalHost.SendFormAsync(host.Holding(copied), "/account/sign-out", "sign-out");
        Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(copied));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other));
        using var page = await host.Holding(copied).GetAsync("/runs", PortalHost.Ct);
        Assert.Equal("/account/sign-in", page.Headers.Location!.AbsolutePath);
    }

    [Fact]
    public async Task A_lock_and_a_reset_of_the_password_end_every_session_with_the_next_request()
    {
        var (user, _) = await host.AddPersonAsync(Roles.Steward);
        var locked = await host.CookieAsync(user.Email);
        await Users.LockAsync(user.Id, host.Administrator, PortalHost.Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(locked));
        await Users.UnlockAsync(user.Id, host.Administrator, PortalHost.Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(locked));

        var known = await host.CookieAsync(user.Email);
        Assert.True(
            (
                await Users.ResetPasswordAsync(
                    user.Id,
                    "violet harbour anvil sundial",
                    host.Administrator,
                    PortalHost.Ct
                )
            ).Ok
        );
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(known));
    }

    [Fact]
    public async Task New_roles_reach_a_cookie_with_its_next_request()
    {
        var (user, _) = await host.AddPersonAsync(Roles.Administrator);
        var browser = host.Holding(await host.CookieAsync(user.Email));
        using (var before = await browser.GetAsync("/api/v1/users", PortalHost.Ct))
            Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        await Users.SetRolesAsync(user.Id, [Roles.Annotator], host.Administrator, PortalHost.Ct);
        using (var after = await browser.GetAsync("/api/v1/users", PortalHost.Ct))
            Assert.Equal(HttpStatusCode.Forbidden, after.StatusCode);
        await Users.SetRolesAsync(user.Id, [Roles.Auditor], host.Administrator, PortalHost.Ct);
        using (var again = await browser.GetAsync("/api/v1/users", PortalHost.Ct))
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Changing_ones_own_password_ends_the_other_devices_and_signs_this_one_in_anew()
    {
        var (user, _) = await host.AddPersonAsync(Roles.Steward);
        var (here, elsewhere) = (await host.CookieAsync(user.Email), await host.CookieAsync(user.Email));
        using var changed = await PortalHost.SendFormAsync(
            host.Holding(here),
            "/account",
            "password",
            ("Input.Present", PortalHost.Password),
            ("Input.Next", "violet harbour anvil sundial")
        );
        var renewed = changed
            .Headers.GetValues("Set-Cookie")
            .Single(c => c.StartsWith("governance=", StringComparison.Ordinal))
            .Split(';')[0];

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(renewed));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(elsewhere));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(here));
    }

    [Fact]
    public async Task Five_wrong_passwords_of_a_stranger_stop_neither_sessions_nor_tokens()
    {
        var (user, actor) = await host.AddPersonAsync(Roles.Steward);
        var cookie = await host.CookieAsync(user.Email);
        var token = await host.TokenAsync(actor, AccessTokens.Everything);
        for (var i = 0; i < AccessModule.TriesBeforePause; i++)
            (await PortalHost.SignInAsync(host.Browser(), user.Email, "not the password")).Dispose();
        using (var paused = await PortalHost.SignInAsync(host.Browser(), user.Email))
            Assert.Equal(HttpStatusCode.TooManyRequests, paused.StatusCode);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(cookie));
        using (var script = await host.Script(token.Secret).GetAsync("/api/v1/me", PortalHost.Ct))
            Assert.Equal(HttpStatusCode.OK, script.StatusCode);
        Assert.False((await Users.FindAsync(user.Id, host.Administrator, PortalHost.Ct)).Value.IsLocked);

        await Users.LockAsync(user.Id, host.Administrator, PortalHost.Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(cookie));
        using (var stopped = await host.Script(token.Secret).GetAsync("/api/v1/me", PortalHost.Ct))
            Assert.Equal(HttpStatusCode.Unauthorized, stopped.StatusCode);
    }

    [Fact]
    public async Task A_used_session_lives_on_an_unused_one_expires_and_its_row_is_pruned_at_the_next_sign_in()
    {
        var (user, _) = await host.AddPersonAsync(Roles.Steward);
        var (used, unused) = (await host.CookieAsync(user.Email), await host.CookieAsync(user.Email));
        host.Time.MoveOn(SignInSessions.Life / 2 - TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(used));
        host.Time.MoveOn(SignInSessions.Life / 2);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(used));
        host.Time.MoveOn(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(unused));

        await host.CookieAsync(user.Email);
        await using var db = host.Db();
        Assert.Equal(2, await db.Set<SignInSession>().CountAsync(s => s.UserId == user.Id, PortalHost.Ct));
    }

    [Fact]
    public async Task The_connection_of_an_open_page_is_closed_when_its_session_ends_and_no_other()
    {
        var (user, _) = await host.AddPersonAsync(Roles.Steward);
        var (mine, other) = (await host.CookieAsync(user.Email), await host.CookieAsync(user.Email));
        using var page = await OpenPageAsync(mine);
        using var elsewhere = await OpenPageAsync(other);
        var closed = NextAsync(page);
        var open = NextAsync(elsewhere);

        (await PortalHost.SendFormAsync(host.Holding(mine), "/account/sign-out", "sign-out")).Dispose();
        await closed.WaitAsync(AtOnce, PortalHost.Ct);
        Assert.False(open.IsCompleted && (await open).Closed);

        // Another host on the same database notifies this one.
        await using var second = host.WithWebHostBuilder(_ => { });
        await second.Services.GetRequiredService<Users>().LockAsync(user.Id, host.Administrator, PortalHost.Ct);
        while (!(await open.WaitAsync(AtOnce, PortalHost.Ct)).Closed)
            open = NextAsync(elsewhere);
    }

    [Fact]
    public async Task A_page_that_is_open_acts_with_the_rights_of_the_moment_and_is_told_when_they_change()
    {
        var (user, _) = await host.AddPersonAsync(Roles.Steward);
        await using var scope = host.Services.CreateAsyncScope();
        var states = scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        ((IHostEnvironmentAuthenticationStateProvider)states).SetAuthenticationState(
            Task.FromResult(new AuthenticationState(await PrincipalAsync(user)))
        );
        var current = new CurrentActor(states);
        Assert.True((await current.GetAsync()).May("catalog.manage"));

        var told = new TaskCompletionSource<ClaimsPrincipal>(TaskCreationOptions.RunContinuationsAsynchronously);
        states.AuthenticationStateChanged += async state => told.TrySetResult((await state).User);
        await Users.SetRolesAsync(user.Id, [Roles.Auditor], host.Administrator, PortalHost.Ct);
        var now = (await told.Task.WaitAsync(AtOnce, PortalHost.Ct)).ToActor();
        Assert.Equal((user.Id, false, true), (now.UserId, now.May("catalog.manage"), now.May("access.read")));

        // Without waiting for a notification: the next event already checks.
        await Users.SetRolesAsync(user.Id, [], host.Administrator, PortalHost.Ct);
        Assert.Empty((await current.GetAsync()).Permissions);
        await Users.LockAsync(user.Id, host.Administrator, PortalHost.Ct);
        Assert.Equal(Guid.Empty, (await current.GetAsync()).UserId);
        Assert.False((await states.GetAuthenticationStateAsync()).User.Identity!.IsAuthenticated);
    }

    [Fact]
    public async Task A_page_that_is_closed_listens_no_more()
    {
        var before = host.Get<SignInSessions>().Subscribers;
        await using (var scope = host.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
            Assert.Equal(before + 1, host.Get<SignInSessions>().Subscribers);
        }
        Assert.Equal(before, host.Get<SignInSessions>().Subscribers);
    }

    private Users Users => host.Get<Users>();

    private async Task<HttpStatusCode> StatusAsync(string cookie)
    {
        using var answer = await host.Holding(cookie).GetAsync("/api/v1/me", PortalHost.Ct);
        return answer.StatusCode;
    }

    private async Task<ClaimsPrincipal> PrincipalAsync(UserView user)
    {
        await using var db = host.Db();
        var stamp = await db.Set<User>()
            .Where(u => u.Id == user.Id)
            .Select(u => u.SecurityStamp)
            .SingleAsync(PortalHost.Ct);
        var session = await host.Get<SignInSessions>().StartAsync(user.Id, PortalHost.Ct);
        var known = new ClaimsPrincipal(
            new ClaimsIdentity(
                [new(AccessClaims.Session, session.ToString()), new(AccessClaims.SecurityStamp, stamp!)],
                "test"
            )
        );
        return (await host.Get<SignInSessions>().FindAsync(known, PortalHost.Ct))!.ToPrincipal(
            IdentityConstants.ApplicationScheme
        );
    }

    /// <summary>Connects like the browser side of a page: a WebSocket, then the handshake.</summary>
    private async Task<WebSocket> OpenPageAsync(string cookie)
    {
        var client = host.Server.CreateWebSocketClient();
        client.ConfigureRequest = request => request.Headers.Cookie = cookie;
        var socket = await client.ConnectAsync(new Uri("ws://localhost/_blazor"), PortalHost.Ct);
        await socket.SendAsync(
            Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"),
            WebSocketMessageType.Binary,
            true,
            PortalHost.Ct
        );
        Assert.StartsWith("{}", (await NextAsync(socket)).Text, StringComparison.Ordinal);
        return socket;
    }

    private static async Task<(string Text, bool Closed)> NextAsync(WebSocket socket)
    {
        var buffer = new byte[4096];
        try
        {
            var got = await socket.ReceiveAsync(buffer, PortalHost.Ct);
            return (Encoding.UTF8.GetString(buffer, 0, got.Count), got.MessageType == WebSocketMessageType.Close);
        }
        catch (Exception gone) when (gone is WebSocketException or IOException)
        {
            return ("", true);
        }
    }
}
