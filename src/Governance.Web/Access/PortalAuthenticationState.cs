using System.Security.Claims;
using Governance.Access;
using Governance.Platform;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Governance.Web.Access;

/// <summary>
/// An open page asks every minute whether its sign-in still stands: not locked, same security stamp, same permissions.
/// Otherwise the page signs itself out, and the next request comes back with the present rights or at the sign-in page.
/// </summary>
internal sealed class PortalAuthenticationState(ILoggerFactory logs, IServiceScopeFactory scopes, IOptions<IdentityOptions> identity)
    : RevalidatingServerAuthenticationStateProvider(logs)
{
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    protected override TimeSpan RevalidationInterval => Period;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return await StandsAsync(authenticationState);
        }
        catch (Exception away) when (Faults.Of(away) is DatabaseUnavailable)
        {
            // Nobody can answer, and nobody can do anything either: asked again in a minute.
            return true;
        }
    }

    private async Task<bool> StandsAsync(AuthenticationState authenticationState)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var shown = authenticationState.User;
        if (await users.GetUserAsync(shown) is not { } user || await users.IsLockedOutAsync(user)) return false;
        if (shown.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType) != await users.GetSecurityStampAsync(user)) return false;
        var permissions = scope.ServiceProvider.GetRequiredService<RolePermissions>().Of(await users.GetRolesAsync(user));
        return permissions.SetEquals(shown.ToActor().Permissions);
    }
}
