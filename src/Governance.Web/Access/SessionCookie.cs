using System.Security.Claims;
using Governance.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.StaticAssets;

namespace Governance.Web.Access;

/// <summary>
/// Connects the cookie with a sign-in session: the cookie names the session, the database says whether it is valid and what
/// the user may do.
/// </summary>
internal sealed class SessionCookie(SignInSessions sessions) : CookieAuthenticationEvents
{
    /// <summary>Starts a session for the user who signs in, and ends the previous one of this browser.</summary>
    public override async Task SigningIn(CookieSigningInContext context)
    {
        var ct = context.HttpContext.RequestAborted;
        await sessions.EndAsync(context.HttpContext.User, ct);
        var identity = (ClaimsIdentity)context.Principal!.Identity!;
        var session = await sessions.StartAsync(Guid.Parse(identity.FindFirst(ClaimTypes.NameIdentifier)!.Value), ct);
        identity.AddClaim(new(AccessClaims.Session, session.ToString()));
    }

    // Not cancelled with the request: closing the browser during sign-out still signs out.
    public override Task SigningOut(CookieSigningOutContext context) =>
        sessions.EndAsync(context.HttpContext.User, CancellationToken.None);

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        // Static files need no user; without this, each of a page's twenty files costs a query.
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            return;
        if (await sessions.FindAsync(context.Principal, context.HttpContext.RequestAborted) is { } present)
        {
            context.ReplacePrincipal(present.ToPrincipal(context.Scheme.Name));
            return;
        }
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(context.Scheme.Name);
    }
}
