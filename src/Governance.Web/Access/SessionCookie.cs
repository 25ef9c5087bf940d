using System.Security.Claims;
using Governance.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.StaticAssets;

namespace Governance.Web.Access;

/// <summary>
/// Ties the cookie to a sign-in session in the database: the cookie says which, the database whether it lives and what
/// it may do.
/// </summary>
internal sealed class SessionCookie(SignInSessions sessions) : CookieAuthenticationEvents
{
    /// <summary>Begins a session for whoever signs in, in place of the one that this browser had.</summary>
    public override async Task SigningIn(CookieSigningInContext context)
    {
        var ct = context.HttpContext.RequestAborted;
        await sessions.EndAsync(context.HttpContext.User, ct);
        var identity = (ClaimsIdentity)context.Principal!.Identity!;
        var session = await sessions.StartAsync(Guid.Parse(identity.FindFirst(ClaimTypes.NameIdentifier)!.Value), ct);
        identity.AddClaim(new(AccessClaims.Session, session.ToString()));
    }

    // Not cancelled with the request: whoever closes the browser while signing out is signed out.
    public override Task SigningOut(CookieSigningOutContext context) =>
        sessions.EndAsync(context.HttpContext.User, CancellationToken.None);

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        // Styles, scripts and pictures are for everybody: a page with twenty of them asks once.
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
