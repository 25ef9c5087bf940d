using System.Security.Claims;
using Governance.Access;
using Governance.Platform;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;

namespace Governance.Web.Access;

/// <summary>
/// The user of an open page: read again at every event, when a change of the user's sessions or permissions is announced, and
/// every minute. When the session has ended, the user is anonymous.
/// </summary>
internal sealed class PortalAuthenticationState : RevalidatingServerAuthenticationStateProvider
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private readonly SignInSessions _sessions;
    private readonly IDisposable _subscription;
    private ClaimsPrincipal? _shown;

    public PortalAuthenticationState(ILoggerFactory logs, SignInSessions sessions)
        : base(logs)
    {
        _sessions = sessions;
        AuthenticationStateChanged += async state => _shown = (await state).User;
        _subscription = sessions.Subscribe(concerns =>
        {
            if (_shown is { } shown && concerns(shown))
                _ = Task.Run(() => PresentAsync(CancellationToken.None));
        });
    }

    protected override TimeSpan RevalidationInterval => Period;

    /// <summary>
    /// Returns the user with the current permissions; an anonymous principal when the session has ended. Pages are notified of
    /// a difference.
    /// </summary>
    public async Task<ClaimsPrincipal> PresentAsync(CancellationToken ct)
    {
        var shown = (await GetAuthenticationStateAsync()).User;
        if (shown.Identity?.IsAuthenticated != true)
            return shown;
        var present = await _sessions.FindAsync(shown, ct) is { } found
            ? found.ToPrincipal(IdentityConstants.ApplicationScheme)
            : new ClaimsPrincipal(new ClaimsIdentity());
        if (!Facts(present).SetEquals(Facts(shown)))
            SetAuthenticationState(Task.FromResult(new AuthenticationState(present)));
        return present;
    }

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return (await PresentAsync(cancellationToken)).Identity?.IsAuthenticated == true;
        }
        catch (Exception away) when (Faults.Of(away) is DatabaseUnavailable)
        {
            // Without the database nothing can be read or changed either; checked again in a minute.
            return true;
        }
    }

    protected override void Dispose(bool disposing)
    {
        _subscription.Dispose();
        base.Dispose(disposing);
    }

    private static HashSet<(string, string)> Facts(ClaimsPrincipal user) =>
        [.. user.Claims.Select(c => (c.Type, c.Value))];
}
