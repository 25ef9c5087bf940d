using Governance.Access;
using Governance.Platform;
using Microsoft.AspNetCore.Components.Authorization;

namespace Governance.Web.Access;

/// <summary>The actor of a component, with the permissions of this moment. Call it at every event, not once.</summary>
public sealed class CurrentActor(AuthenticationStateProvider states)
{
    /// <summary>Reads the session again and returns the actor; without a valid session it has no permissions.</summary>
    public async Task<Actor> GetAsync() =>
        (
            states is PortalAuthenticationState portal
                ? await portal.PresentAsync(CancellationToken.None)
                : (await states.GetAuthenticationStateAsync()).User
        ).ToActor();
}
