using Microsoft.AspNetCore.Diagnostics;

namespace Governance.Web.Hosting;

/// <summary>
/// Logs the exception of a failed request under a reference. The error page and the problem details show only the
/// reference.
/// </summary>
internal sealed partial class FailureLog(ILogger<FailureLog> log) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        RequestFailed(log, exception, httpContext.TraceIdentifier);
        return ValueTask.FromResult(false);
    }

    [LoggerMessage(LogLevel.Error, "A request failed; its reference is {Reference}.")]
    private static partial void RequestFailed(ILogger log, Exception failure, string reference);
}
