using Governance.Access;
using Governance.Platform;

namespace Governance.Web.Api;

/// <summary>The actor of a request.</summary>
internal static class RequestActor
{
    /// <summary>The person or service that this request acts for.</summary>
    public static Actor Actor(this HttpContext http) => http.User.ToActor();
}
