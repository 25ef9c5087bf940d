using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bunit;
using Governance.Access;
using Governance.Ledger;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Tests.Consent;
using Governance.Web.Tests.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Web.Tests.Access;

public sealed class AdministeredTokenTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task A_reset_of_the_password_revokes_every_token_of_the_person_with_an_entry_for_each()
    {
        var (user, actor) = await host.AddPersonAsync(Roles.Steward);
        var (one, two) = (
            await host.TokenAsync(actor, AccessTokens.Everything),
            await host.TokenAsync(actor, AccessPolicies.OwnTokens)
        );
        Assert.True(
            (
                await host.Get<Users>()
                    .ResetPasswordAsync(user.Id, "violet harbour anvil sundial", host.Administrator, PortalHost.Ct)
            ).Ok
        );

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(one.Secret));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(two.Secret));
        foreach (var token in new[] { one, two })
        {
            var entries = (await host.Get<LedgerEntries>().ListAsync(token.Token.Id, null, null, PortalHost.Ct))
                .Value
                .Items;
            Assert.Equal(["token.revoked", "token.created"], entries.Select(e => e.Kind));
        }
    }

    [Fact]
    public async Task A_reset_that_is_refused_revokes_nothing()
    {
        var (user, actor) = await host.AddPersonAsync(Roles.Steward);
        var token = await host.TokenAsync(actor, AccessTokens.Everything);
        Assert.IsType<PasswordTooWeak>(
            (
                await host.Get<Users>().ResetPasswordAsync(user.Id, "password12345", host.Administrator, PortalHost.Ct)
            ).Refusal
        );
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(token.Secret));
    }

    [Fact]
    public async Task An_administrator_lists_and_revokes_the_tokens_of_anybody_and_nobody_else_does()
    {
        var (user, actor) = await host.AddPersonAsync(Roles.Steward);
        var made = await host.TokenAsync(actor, AccessTokens.Everything);
        var admin = host.Script((await host.TokenAsync(host.Administrator, AccessTokens.Everything)).Secret);
        var other = host.Script(
            (await host.TokenAsync((await host.AddPersonAsync(Roles.Auditor)).Actor, AccessTokens.Everything)).Secret
        );
        var path = $"/api/v1/users/{user.Id}/tokens";

        using (var forbidden = await other.GetAsync(path, PortalHost.Ct))
            Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        using (var forbidden = await other.DeleteAsync($"{path}/{made.Token.Id}", PortalHost.Ct))
            Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        var listed = await admin.GetStringAsync(path, PortalHost.Ct);
        Assert.Contains(made.Token.Id.ToString(), listed, StringComparison.Ordinal);
        Assert.DoesNotContain(made.Secret, listed, StringComparison.Ordinal);
        using (var nobody = await admin.GetAsync($"/api/v1/users/{Guid.NewGuid()}/tokens", PortalHost.Ct))
            Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        using (
            var foreign = await admin.DeleteAsync(
                $"/api/v1/users/{host.Administrator.UserId}/tokens/{made.Token.Id}",
                PortalHost.Ct
            )
        )
            Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);

        using (var revoked = await admin.DeleteAsync($"{path}/{made.Token.Id}", PortalHost.Ct))
            Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(made.Secret));
    }

    [Fact]
    public async Task The_users_page_shows_the_tokens_of_a_person_and_revokes_one()
    {
        var (user, actor) = await host.AddPersonAsync(Roles.Steward);
        var made = await host.TokenAsync(actor, AccessTokens.Everything);
        await using var page = host.Page(AccessPolicies.ReadUsers, AccessPolicies.ManageUsers);
        page.Services.AddSingleton(host.Get<Users>()).AddSingleton(host.Get<AccessTokens>());
        page.Services.GetRequiredService<NavigationManager>()
            .NavigateTo($"/admin/users?cursor={Cursor.Write(BeforeOf(user.Email))}");
        var shown = page.Render<UsersPage>();
        await shown.ClickAsync("tbody tr:first-child button", "Edit user");
        shown.Eventually(() => Assert.Contains(made.Token.Hint, shown.Markup, StringComparison.Ordinal));
        await shown.ClickAsync("button", "Revoke token");
        shown.Eventually(() => Assert.Contains("revoked", shown.Markup, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(made.Secret));
    }

    [Fact]
    public async Task Wrong_tokens_are_slowed_with_429_and_a_right_one_from_the_same_address_is_never_refused()
    {
        // A separate host, so that other tests are not slowed down.
        await using var slowed = host.WithWebHostBuilder(_ => { });
        var right = await host.TokenAsync((await host.AddPersonAsync(Roles.Steward)).Actor, AccessTokens.Everything);
        async Task<HttpResponseMessage> AskAsync(string secret)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me")
            {
                Headers = { Authorization = new("Bearer", secret) },
            };
            return await slowed.CreateClient().SendAsync(request, PortalHost.Ct);
        }

        for (var i = 0; i < WrongTokens.PerMinute; i++)
            using (var wrong = await AskAsync(TokenSecret.Create()))
                Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        using var slow = await AskAsync(TokenSecret.Create());
        Assert.Equal(HttpStatusCode.TooManyRequests, slow.StatusCode);
        Assert.InRange(slow.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal("application/problem+json", slow.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            "/problems/too-many-wrong-tokens",
            (await slow.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct)).GetProperty("type").GetString()
        );

        var mixed = await Task.WhenAll(
            Enumerable
                .Range(0, 60)
                .Select(async i =>
                {
                    using var answer = await AskAsync(i % 3 == 0 ? right.Secret : TokenSecret.Create());
                    return (Right: i % 3 == 0, answer.StatusCode);
                })
        );
        Assert.All(mixed, m =>
            Assert.Equal(m.Right ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests, m.StatusCode)
        );
    }

    [Fact]
    public async Task What_a_slowed_address_sends_is_looked_up_one_at_a_time()
    {
        using var wrong = new WrongTokens();
        for (var i = 0; i < WrongTokens.PerMinute; i++)
            Assert.Null(wrong.Note("10.0.0.1"));
        Assert.NotNull(wrong.Note("10.0.0.1"));
        Assert.Null(await wrong.TurnAsync("10.0.0.2", PortalHost.Ct));
        var (now, most) = (0, 0);
        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(async _ =>
                {
                    using var turn = await wrong.TurnAsync("10.0.0.1", PortalHost.Ct);
                    most = Math.Max(most, Interlocked.Increment(ref now));
                    await Task.Delay(2, PortalHost.Ct);
                    Interlocked.Decrement(ref now);
                })
        );
        Assert.Equal(1, most);
    }

    /// <summary>Returns a list key just before an address.</summary>
    private static string BeforeOf(string email) => email.ToUpperInvariant().Split('@')[0];

    private async Task<HttpStatusCode> StatusAsync(string secret)
    {
        using var answer = await host.Script(secret).GetAsync("/api/v1/me", PortalHost.Ct);
        return answer.StatusCode;
    }
}
