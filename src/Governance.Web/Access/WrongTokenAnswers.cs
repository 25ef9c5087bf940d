using Governance.Web.Api;

namespace Governance.Web.Access;

internal static class WrongTokenAnswers
{
    /// <summary>429 for a wrong token from an address that sent too many, wherever the request leads.</summary>
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
