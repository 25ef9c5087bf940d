using Governance.Web.Api;

namespace Governance.Web.Access;

/// <summary>The response to an address that sends too many wrong tokens.</summary>
internal static class WrongTokenAnswers
{
    /// <summary>Responds with 429 to a wrong token from an address that sent too many, on every path.</summary>
    public static IApplicationBuilder UseWrongTokenAnswers(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (context.Features.Get<WrongTokenWait>() is not { } slow)
                    return next(context);
                context.Response.Headers.RetryAfter = RetryAfter.Seconds(slow.Wait);
                var details = ApiResults.DetailsOf(new TooManyWrongTokens());
                details.Status = StatusCodes.Status429TooManyRequests;
                return TypedResults.Problem(details).ExecuteAsync(context);
            }
        );
}
