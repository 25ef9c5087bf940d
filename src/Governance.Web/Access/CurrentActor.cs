using Governance.Access;
using Governance.Platform;
using Microsoft.AspNetCore.Components.Authorization;

namespace Governance.Web.Access;

/// <summary>Who acts in a component. Ask for it at every event, not once: rights change while a page is open.</summary>
public sealed class CurrentActor(AuthenticationStateProvider states)
{
    public async Task<Actor> GetAsync() => (await states.GetAuthenticationStateAsync()).User.ToActor();
}
