using Microsoft.AspNetCore.Identity;

namespace Governance.Web.Api;

/// <summary>
/// Rejects cross-site request forgery: a request that changes data and is signed in by cookie must carry a header that a
/// page of another site cannot set without a CORS policy, and the portal has none.
/// </summary>
internal static class RequestHeaderRule
{
    public const string Header = "X-Governance-Request";

    public static IApplicationBuilder UseRequestHeaderRule(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                var breaks =
                    ApiMap.IsApi(context.Request)
                    && !HttpMethods.IsGet(context.Request.Method)
                    && !HttpMethods.IsHead(context.Request.Method)
                    && !HttpMethods.IsOptions(context.Request.Method)
                    && context.User.Identities.Any(i =>
                        i.IsAuthenticated && i.AuthenticationType == IdentityConstants.ApplicationScheme
                    )
                    && context.Request.Headers[Header] != "1";
                return breaks ? ApiResults.Problem(new RequestHeaderMissing()).ExecuteAsync(context) : next(context);
            }
        );
}
