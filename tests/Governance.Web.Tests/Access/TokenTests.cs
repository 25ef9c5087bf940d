using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Governance.Access;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Web.Tests.Access;

public sealed class TokenTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task Only_the_hash_of_a_secret_is_kept_and_the_secret_has_256_bits()
    {
        var (_, actor) = await host.AddPersonAsync(Roles.Steward);
        var made = await host.TokenAsync(actor, AccessTokens.Everything);
        Assert.Matches("^gov_[A-Za-z0-9_-]{43}$", made.Secret);
        await using var db = host.Db();
        var row = await db.Set<PersonalAccessToken>().SingleAsync(t => t.Id == made.Token.Id, PortalHost.Ct);
        Assert.Equal(
            Convert.ToHexStringLower(
                System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(made.Secret))
            ),
            row.Hash
        );
        Assert.Equal(made.Secret[^4..], row.Hint);
    }

    [Fact]
    public async Task A_token_acts_as_its_owner_within_its_scopes()
    {
        var (user, actor) = await host.AddPersonAsync(Roles.Administrator);
        var made = await host.TokenAsync(actor, AccessPolicies.ReadUsers);
        var script = host.Script(made.Secret);
        var me = await script.GetFromJsonAsync<JsonElement>("/api/v1/me", PortalHost.Ct);
        Assert.Equal(user.Id, me.GetProperty("id").GetGuid());
        Assert.Equal(
            [AccessPolicies.ReadUsers],
            me.GetProperty("permissions").EnumerateArray().Select(p => p.GetString())
        );
        using var read = await script.GetAsync("/api/v1/users", PortalHost.Ct);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        using var manage = await script.PostAsync($"/api/v1/users/{user.Id}/lock", null, PortalHost.Ct);
        Assert.Equal(HttpStatusCode.Forbidden, manage.StatusCode);
    }

    [Fact]
    public async Task A_token_loses_what_its_owner_loses()
    {
        var (user, actor) = await host.AddPersonAsync(Roles.Administrator);
        var script = host.Script((await host.TokenAsync(actor, AccessTokens.Everything)).Secret);
        using (var before = await script.GetAsync("/api/v1/users", PortalHost.Ct))
            Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        await host.Get<Users>().SetRolesAsync(user.Id, [Roles.Annotator], host.Administrator, PortalHost.Ct);
        using var after = await script.GetAsync("/api/v1/users", PortalHost.Ct);
        Assert.Equal(HttpStatusCode.Forbidden, after.StatusCode);
    }

    [Fact]
    public async Task Revoked_expired_and_unknown_tokens_and_those_of_locked_people_are_401()
    {
        var (user, actor) = await host.AddPersonAsync(Roles.Steward);
        var (locked, lockedActor) = await host.AddPersonAsync(Roles.Steward);
        var good = await host.TokenAsync(actor, AccessTokens.Everything);
        var revoked = await host.TokenAsync(actor, AccessTokens.Everything);
        var ofLocked = await host.TokenAsync(lockedActor, AccessTokens.Everything);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(good.Secret));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(ofLocked.Secret));

        Assert.True((await host.Get<AccessTokens>().RevokeAsync(user.Id, revoked.Token.Id, actor, PortalHost.Ct)).Ok);
        Assert.True((await host.Get<Users>().LockAsync(locked.Id, host.Administrator, PortalHost.Ct)).Ok);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(revoked.Secret));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(ofLocked.Secret));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(TokenSecret.Create()));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("gov_short"));

        host.Time.MoveOn(TimeSpan.FromDays(31));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(good.Secret));
    }

    [Fact]
    public async Task Nobody_revokes_the_token_of_another()
    {
        var (_, owner) = await host.AddPersonAsync(Roles.Steward);
        var (_, other) = await host.AddPersonAsync(Roles.Steward);
        var made = await host.TokenAsync(owner, AccessTokens.Everything);
        Assert.IsType<TokenNotFound>(
            (await host.Get<AccessTokens>().RevokeAsync(other.UserId, made.Token.Id, other, PortalHost.Ct)).Refusal
        );
        Assert.IsType<NotAllowed>(
            (await host.Get<AccessTokens>().RevokeAsync(owner.UserId, made.Token.Id, other, PortalHost.Ct)).Refusal
        );
        Assert.IsType<NotAllowed>(
            (await host.Get<AccessTokens>().ListAsync(owner.UserId, other, null, null, PortalHost.Ct)).Refusal
        );
    }

    [Fact]
    public async Task Scopes_beyond_ones_own_and_a_wide_token_from_a_narrow_one_are_refused()
    {
        var (_, annotator) = await host.AddPersonAsync(Roles.Annotator);
        var tokens = host.Get<AccessTokens>();
        var expires = host.Time.GetUtcNow().AddDays(1);
        Assert.IsType<TokenScopeNotYours>(
            (await tokens.CreateAsync("x", [AccessPolicies.ManageUsers], expires, annotator, PortalHost.Ct)).Refusal
        );
        var unknown = Assert.IsType<UnknownName>(
            (await tokens.CreateAsync("x", ["acess.tokens"], expires, annotator, PortalHost.Ct)).Refusal
        );
        Assert.StartsWith("Did you mean “access.tokens”?", unknown.Remedy, StringComparison.Ordinal);
        Assert.IsType<UnfitText>(
            (await tokens.CreateAsync("x\0", [AccessTokens.Everything], expires, annotator, PortalHost.Ct)).Refusal
        );
        Assert.IsType<TokenScopesMissing>(
            (await tokens.CreateAsync("x", [], expires, annotator, PortalHost.Ct)).Refusal
        );
        var narrow = annotator with { Permissions = new HashSet<string> { AccessPolicies.OwnTokens } };
        Assert.IsType<TokenScopeNotYours>(
            (await tokens.CreateAsync("x", [AccessTokens.Everything], expires, narrow, PortalHost.Ct)).Refusal
        );
        Assert.True((await tokens.CreateAsync("x", [AccessPolicies.OwnTokens], expires, narrow, PortalHost.Ct)).Ok);
    }

    [Theory]
    [InlineData(367)]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task A_token_lives_a_minute_at_least_and_366_days_at_most(int days)
    {
        var (_, actor) = await host.AddPersonAsync(Roles.Steward);
        var made = await host.Get<AccessTokens>()
            .CreateAsync("x", [AccessTokens.Everything], host.Time.GetUtcNow().AddDays(days), actor, PortalHost.Ct);
        Assert.IsType<TokenExpiryInvalid>(made.Refusal);
    }

    [Fact]
    public async Task Use_is_noted_once_a_minute_at_most()
    {
        var (_, actor) = await host.AddPersonAsync(Roles.Steward);
        var made = await host.TokenAsync(actor, AccessTokens.Everything);
        await StatusAsync(made.Secret);
        var first = await LastUsedAsync(made);
        Assert.NotNull(first);
        host.Time.MoveOn(TimeSpan.FromSeconds(30));
        await StatusAsync(made.Secret);
        Assert.Equal(first, await LastUsedAsync(made));
        host.Time.MoveOn(TimeSpan.FromSeconds(31));
        await StatusAsync(made.Secret);
        Assert.True(await LastUsedAsync(made) > first);
    }

    [Fact]
    public async Task The_command_line_finds_a_person_by_the_part_before_the_at_sign()
    {
        var (user, _) = await host.AddPersonAsync(Roles.Steward);
        var made = await host.Get<AccessTokens>()
            .CreateForAsync(user.Email.Split('@')[0], "command line", TimeSpan.FromDays(1), PortalHost.Ct);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(made.Value.Secret));
        Assert.IsType<UserNotFound>(
            (await host.Get<AccessTokens>().CreateForAsync("nobody", "x", TimeSpan.FromDays(1), PortalHost.Ct)).Refusal
        );
    }

    private async Task<HttpStatusCode> StatusAsync(string secret)
    {
        using var answer = await host.Script(secret).GetAsync("/api/v1/me", PortalHost.Ct);
        return answer.StatusCode;
    }

    private async Task<DateTimeOffset?> LastUsedAsync(NewToken made)
    {
        await using var db = host.Db();
        return (
            await db.Set<PersonalAccessToken>().AsNoTracking().SingleAsync(t => t.Id == made.Token.Id, PortalHost.Ct)
        ).LastUsedAt;
    }
}
