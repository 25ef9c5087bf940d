using Governance.Access;
using Governance.Platform;

namespace Governance.Web.Api;

internal static class RequestActor
{
    /// <summary>Who acts in this request.</summary>
    public static Actor Actor(this HttpContext http) => http.User.ToActor();

    /// <summary>The same, for endpoints that read better with it in front.</summary>
    public static Actor ActorOf(HttpContext http) => http.User.ToActor();
}
