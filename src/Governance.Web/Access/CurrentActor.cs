using Governance.Access;
using Governance.Platform;
using Microsoft.AspNetCore.Components.Authorization;

namespace Governance.Web.Access;

/// <summary>Who acts in a component, with the rights of this moment. Ask for it at every event, not once.</summary>
public sealed class CurrentActor(AuthenticationStateProvider states)
{
    public async Task<Actor> GetAsync() =>
        (
            states is PortalAuthenticationState portal
                ? await portal.PresentAsync(CancellationToken.None)
                : (await states.GetAuthenticationStateAsync()).User
        ).ToActor();
}
