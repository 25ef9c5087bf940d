using Governance.Web.Api;

namespace Governance.Web.Hosting;

internal static class HostRule
{
    /// <summary>
    /// 400 for a request in a foreign name. After the forwarded headers, so that a believed proxy's name is asked for
    /// too.
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
