using System.Globalization;
using System.Net.Mime;
using System.Text.Encodings.Web;
using Governance.Platform;
using Microsoft.AspNetCore.Diagnostics;

namespace Governance.Web.Api;

/// <summary>
/// Answers a fault of the environment (<see cref="Faults"/>): the API with the refusal as problem details, a page that could not be
/// rendered with the same sentences. That page has no layout, because the layout reads the signed-in user from the database.
/// </summary>
internal sealed partial class FaultAnswers(ILogger<FaultAnswers> log) : IExceptionHandler
{
    /// <summary>The embedded database is usually back within this time.</summary>
    private const int RetryAfterSeconds = 5;

    private const string Style =
        "body { font: 16px/1.5 system-ui, sans-serif; color-scheme: light dark; max-width: 40rem; margin: 15vh auto; padding: 0 1rem }";

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        if (Faults.Of(exception) is not { } fault || httpContext.Response.HasStarted)
            return false;
        RequestMetFault(log, fault.Code);
        var details = ApiResults.DetailsOf(fault);
        var busy = fault.Kind == RefusalKind.Busy;
        if (busy)
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        if (ApiMap.IsApi(httpContext.Request))
        {
            await TypedResults.Problem(details).ExecuteAsync(httpContext);
            return true;
        }
        httpContext.Response.StatusCode = details.Status ?? StatusCodes.Status500InternalServerError;
        httpContext.Response.ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8";
        httpContext.Response.Headers.CacheControl = "no-store";
        await httpContext.Response.WriteAsync(
            Page(fault, again: busy && HttpMethods.IsGet(httpContext.Request.Method)),
            cancellationToken
        );
        return true;
    }

    private static string Page(Refusal fault, bool again) =>
        $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Not available · Governance</title>
            {(again ? $"""<meta http-equiv="refresh" content="{RetryAfterSeconds}">""" : "")}
            <style>{Style}</style>
            </head>
            <body>
            <main class="error-box" role="alert">
            <h1>{HtmlEncoder.Default.Encode(fault.What)}</h1>
            <p>{HtmlEncoder.Default.Encode(fault.Remedy)}</p>
            <p>{(again ? "This page reloads automatically." : "<a href=\"/\">Go to the home page</a>")}</p>
            </main>
            </body>
            </html>
            """;

    [LoggerMessage(LogLevel.Warning, "A request failed because of the fault “{Fault}”.")]
    private static partial void RequestMetFault(ILogger log, string fault);
}
