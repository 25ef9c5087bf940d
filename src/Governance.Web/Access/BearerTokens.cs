using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Threading.RateLimiting;
using Governance.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Governance.Web.Access;

/// <summary>Signs a request in by <c>Authorization: Bearer gov_…</c>.</summary>
internal sealed class BearerTokens(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, TokenRegister tokens, FailedTokens failures)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "Bearer";
    public const string Word = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Word, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        var from = Context.Connection.RemoteIpAddress;
        if (!failures.MayTry(from)) return AuthenticateResult.Fail("Too many wrong tokens from this address; wait a minute.");
        if (await tokens.RecogniseAsync(header[Word.Length..].Trim(), Context.RequestAborted) is not { } holder)
        {
            failures.Note(from);
            return AuthenticateResult.Fail("The token is unknown, expired or revoked, or its owner is locked.");
        }
        return AuthenticateResult.Success(new(PrincipalOf(holder), SchemeName));
    }

    private static ClaimsPrincipal PrincipalOf(TokenHolder holder)
    {
        var identity = new ClaimsIdentity(SchemeName, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new(ClaimTypes.NameIdentifier, holder.User.Id.ToString()));
        identity.AddClaim(new(ClaimTypes.Name, holder.User.UserName!));
        identity.AddClaim(new(AccessClaims.DisplayName, holder.User.DisplayName));
        identity.AddClaims(holder.Roles.Select(r => new Claim(ClaimTypes.Role, r)));
        identity.AddClaims(holder.Permissions.Select(p => new Claim(AccessClaims.Permission, p)));
        return new(identity);
    }
}

/// <summary>Counts wrong tokens for each address: 30 in a minute, then every token from there is refused unread.</summary>
internal sealed class FailedTokens : IDisposable
{
    public const int PerMinute = 30;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new() { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    public bool MayTry(IPAddress? from)
    {
        using var lease = _limiter.AttemptAcquire(Key(from), 0);
        return lease.IsAcquired;
    }

    public void Note(IPAddress? from) => _limiter.AttemptAcquire(Key(from)).Dispose();

    private static string Key(IPAddress? from) => from?.ToString() ?? "local";

    public void Dispose() => _limiter.Dispose();
}
