using Governance.Web.Api;

namespace Governance.Web.Hosting;

/// <summary>Rejects requests with a host name that is not the portal's.</summary>
internal static class HostRule
{
    /// <summary>
    /// Answers 400 to a request with a foreign host name. Runs after the forwarded headers, so that it checks the name that
    /// a trusted proxy forwards.
    /// </summary>
    public static IApplicationBuilder UseHostRule(this WebApplication app)
    {
        var names = new HostNames(app.Configuration);
        return app.Use(
            (context, next) =>
            {
                var host = context.Request.Host;
                if (names.Knows(host, context.Connection.LocalIpAddress))
                    return next(context);
                var details = ApiResults.DetailsOf(new HostUnknown(host.Host));
                details.Status = StatusCodes.Status400BadRequest;
                return TypedResults.Problem(details).ExecuteAsync(context);
            }
        );
    }
}
