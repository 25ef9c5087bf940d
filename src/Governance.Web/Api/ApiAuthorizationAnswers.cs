using Governance.Platform;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.Net.Http.Headers;

namespace Governance.Web.Api;

/// <summary>Answers 401 and 403 under the API with problem details instead of the sign-in page.</summary>
internal sealed class ApiAuthorizationAnswers : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _forPages = new();

    public Task HandleAsync(
        RequestDelegate next,
        HttpContext context,
        AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult
    )
    {
        if (authorizeResult.Succeeded || !ApiMap.IsApi(context.Request))
            return _forPages.HandleAsync(next, context, policy, authorizeResult);
        if (authorizeResult.Challenged)
        {
            context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
            var details = ApiResults.DetailsOf(new SignInMissing());
            details.Status = StatusCodes.Status401Unauthorized;
            return TypedResults.Problem(details).ExecuteAsync(context);
        }
        // Where several permissions are required, name one that is missing.
        var missing = (authorizeResult.AuthorizationFailure?.FailedRequirements ?? policy.Requirements)
            .OfType<ClaimsAuthorizationRequirement>()
            .SelectMany(r => r.AllowedValues ?? [])
            .FirstOrDefault();
        return ApiResults.Problem(new NotAllowed(missing ?? "sign-in")).ExecuteAsync(context);
    }
}
