using System.Collections.Concurrent;
using Governance.Access;
using Microsoft.AspNetCore.SignalR;

namespace Governance.Web.Access;

/// <summary>
/// The connections of open pages. When a sign-in session ends, its connections are closed; the browser then reconnects, is
/// redirected to sign in, and reloads the page.
/// </summary>
internal sealed partial class OpenPages : IHubFilter, IDisposable
{
    private readonly ConcurrentDictionary<string, HubCallerContext> _connections = new();
    private readonly SignInSessions _sessions;
    private readonly ILogger<OpenPages> _log;
    private readonly IDisposable _subscription;

    public OpenPages(SignInSessions sessions, ILogger<OpenPages> log)
    {
        (_sessions, _log) = (sessions, log);
        _subscription = sessions.Subscribe(concerns =>
        {
            foreach (var connection in _connections.Values)
                if (connection.User is { } user && concerns(user))
                    _ = Task.Run(() => CloseIfEndedAsync(connection));
        });
    }

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        _connections[context.Context.ConnectionId] = context.Context;
        await next(context);
        // The session may have ended between the request and the line above, before this connection was listed.
        await CloseIfEndedAsync(context.Context);
    }

    public Task OnDisconnectedAsync(
        HubLifetimeContext context,
        Exception? exception,
        Func<HubLifetimeContext, Exception?, Task> next
    )
    {
        _connections.TryRemove(context.Context.ConnectionId, out _);
        return next(context, exception);
    }

    private async Task CloseIfEndedAsync(HubCallerContext connection)
    {
        try
        {
            if (await _sessions.FindAsync(connection.User, connection.ConnectionAborted) is null)
                connection.Abort();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Without an answer the session counts as ended; the page reconnects when the database responds.
            CheckFailed(_log, failure);
            connection.Abort();
        }
    }

    public void Dispose() => _subscription.Dispose();

    [LoggerMessage(
        LogLevel.Warning,
        "The sign-in session of an open page could not be read; its connection is closed."
    )]
    private static partial void CheckFailed(ILogger log, Exception failure);
}
