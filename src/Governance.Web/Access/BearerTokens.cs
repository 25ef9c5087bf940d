using System.Text.Encodings.Web;
using Governance.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Governance.Web.Access;

/// <summary>Authenticates a request by <c>Authorization: Bearer gov_…</c>.</summary>
internal sealed class BearerTokens(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logs,
    UrlEncoder encoder,
    AccessTokens tokens,
    WrongTokens wrong
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "Bearer";
    public const string Word = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Word, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        var from = ClientAddress.Of(Context.Connection.RemoteIpAddress);
        TokenHolder? holder;
        using (await wrong.TurnAsync(from, Context.RequestAborted))
            holder = await tokens.RecogniseAsync(header[Word.Length..].Trim(), Context.RequestAborted);
        if (holder is not null)
            return AuthenticateResult.Success(new(holder.ToPrincipal(SchemeName), SchemeName));
        if (wrong.Note(from) is { } wait)
            Context.Features.Set(new WrongTokenWait(wait));
        return AuthenticateResult.Fail("The token is unknown, expired or revoked, or its owner is locked.");
    }
}
